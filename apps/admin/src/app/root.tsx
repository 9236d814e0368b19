import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { loginPathFor } from '../features/session/return-path';
import { currentUserQuery } from '../shared/api/current-user';
import { sessionLost, SIGN_OUT } from '../shared/api/session-lost';
import { LiveRegion } from '../shared/ui/live-region';

export function Root() {
  useLoginWhenSessionIsLost();
  return (
    <LiveRegion>
      <Outlet />
    </LiveRegion>
  );
}

/** Several calls may find out at once; only the first one leads away. Who was never signed in is told nothing of a loss. */
function useLoginWhenSessionIsLost(): void {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { pathname, search } = useLocation();
  useEffect(
    () =>
      sessionLost.subscribe(() => {
        if (pathname === '/login' || queryClient.isMutating({ mutationKey: SIGN_OUT }) > 0) return;
        const wasSignedIn = queryClient.getQueryData(currentUserQuery.queryKey) !== undefined;
        void navigate(loginPathFor(pathname + search), wasSignedIn ? { state: { note: 'session-lost' } } : {});
      }),
    [navigate, pathname, queryClient, search],
  );
}
