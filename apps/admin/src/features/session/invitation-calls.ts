import type { CurrentUser, InvitationPreview } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { currentUserOf } from '../../shared/api/current-user';
import { ProblemError } from '../../shared/api/failure';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';

/* The token is good for a membership, so it is never a query's key or a mutation's variable: those are kept. */

export const previewInvitation = (token: OneTimeSecret): Promise<InvitationPreview> =>
  answered(api.POST('/v1/invitations/preview', { body: { token: token.read() ?? '' } }));

export interface Joined {
  readonly workspaceId: string;
  readonly current: CurrentUser;
}

/** `newcomer`: of the account that comes with it; left out, whoever is signed in accepts. */
export async function acceptInvitation(
  token: OneTimeSecret,
  newcomer: { name?: string; password?: string } = {},
): Promise<Joined> {
  const body = { token: token.read() ?? '', ...newcomer };
  const accepted = await answered(api.POST('/v1/invitations/accept', { body }), { inFront: true });
  return { workspaceId: accepted.workspaceId, current: currentUserOf(accepted) };
}

/** `null`: nobody. */
export async function whoIsSignedIn(): Promise<CurrentUser | null> {
  try {
    return await answered(api.GET('/v1/auth/me'), { inFront: true });
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  }
}

export const signOut = () => answered(api.POST('/v1/auth/logout'), { inFront: true });
