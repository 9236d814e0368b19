import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useNavigate } from 'react-router';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { SIGN_OUT } from '../../shared/api/session-lost';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';

export function SignOutButton() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const signOut = useMutation({
    mutationKey: SIGN_OUT,
    mutationFn: () => answered(api.POST('/v1/auth/logout')),
    onSuccess: async () => {
      await navigate('/login', { replace: true, state: { note: 'signed-out' } });
      queryClient.clear();
    },
  });
  return (
    <>
      {signOut.isError && (
        <ErrorNotice error={signOut.error} title="You are still signed in." consequence="Try again." />
      )}
      <Button tone="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
        <LogOut size={16} aria-hidden />
        Sign out
      </Button>
    </>
  );
}
