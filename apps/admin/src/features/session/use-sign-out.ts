import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { SIGN_OUT } from '../../shared/api/session-lost';

export function useSignOut() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: SIGN_OUT,
    mutationFn: () => answered(api.POST('/v1/auth/logout')),
    onSuccess: async () => {
      await navigate('/login', { replace: true, state: { note: 'signed-out' } });
      queryClient.clear();
    },
  });
}
