import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { CurrentUser, InvitationPreview } from '../../shared/api/model';
import { currentUserQuery } from '../../shared/api/current-user';
import { takeToken } from '../../shared/api/take-token';
import { workspacePath } from '../../shared/api/workspaces';
import { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { acceptInvitation, previewInvitation, signOut, whoIsSignedIn } from './invitation-calls';

export type InvitationState =
  | { readonly kind: 'loading' }
  /** The address had no token: somebody reloaded, or copied half of the link. */
  | { readonly kind: 'no-token' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'open'; readonly preview: InvitationPreview; readonly who: CurrentUser | null };

/** What the link opens, who is looking at it, and the ways to go on. */
export function useInvitation() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { hash, pathname } = useLocation();
  const tokenRef = useRef<OneTimeSecret | null>(null);
  const [state, setState] = useState<InvitationState>({ kind: 'loading' });

  const load = useCallback(async () => {
    const token = tokenRef.current;
    if (token === null) return setState({ kind: 'no-token' });
    setState({ kind: 'loading' });
    try {
      const [preview, who] = await Promise.all([previewInvitation(token), whoIsSignedIn()]);
      setState({ kind: 'open', preview, who });
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  }, []);

  // The link may also be opened while this screen is shown; then only the fragment changes.
  useEffect(() => {
    const found = takeToken();
    if (found !== null) {
      tokenRef.current = new OneTimeSecret(found);
      // The router has read the address as well, and is to forget it.
      void navigate(pathname, { replace: true });
    }
    if (found !== null || tokenRef.current === null) void load();
  }, [hash, load, navigate, pathname]);

  /** @throws what the server refuses it for */
  const join = async (newcomer: { name?: string; password?: string } = {}) => {
    const token = tokenRef.current;
    if (token === null) return;
    const { workspaceId, current } = await acceptInvitation(token, newcomer);
    token.forget();
    queryClient.clear();
    queryClient.setQueryData(currentUserQuery.queryKey, current);
    await navigate(workspacePath(workspaceId), { replace: true });
  };

  /** @throws what the server refuses it for */
  const makeRoom = async () => {
    await signOut();
    queryClient.clear();
    await load();
  };

  const noteSignedIn = (who: CurrentUser) =>
    setState((before) => (before.kind === 'open' ? { ...before, who } : before));

  return { state, load, join, makeRoom, noteSignedIn, fail: (error: unknown) => setState({ kind: 'failed', error }) };
}
