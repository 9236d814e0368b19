import type { InvitationView, MemberView } from '../../shared/api/model';
import type { WorkspaceRole } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { OneTimeSecret } from '../../shared/reveal/one-time-secret';

const MEMBER = '/v1/workspaces/{workspaceId}/members/{userId}';
const INVITATIONS = '/v1/workspaces/{workspaceId}/invitations';

export const changeRole = (workspaceId: string, { userId }: MemberView, role: WorkspaceRole) =>
  answered(api.PATCH(MEMBER, { params: { path: { workspaceId, userId } }, body: { role } }));

export const removeMember = (workspaceId: string, { userId }: MemberView) =>
  answered(api.DELETE(MEMBER, { params: { path: { workspaceId, userId } } }));

export const leaveWorkspace = (workspaceId: string) =>
  answered(api.POST('/v1/workspaces/{workspaceId}/leave', { params: { path: { workspaceId } } }));

export interface Issued {
  readonly invitation: InvitationView;
  /** `null`: it goes by mail, and nobody here sees it. */
  readonly link: OneTimeSecret | null;
  /** Of the link, all but its token. */
  readonly linkStart: string;
}

/** Called by themselves and not as mutations: a mutation's answer stays in the query client's cache. */
export const invite = (workspaceId: string, body: { email: string; role: WorkspaceRole }): Promise<Issued> =>
  issued(answered(api.POST(INVITATIONS, { params: { path: { workspaceId } }, body })));

export const resend = ({ workspaceId, id }: InvitationView): Promise<Issued> =>
  issued(
    answered(api.POST(`${INVITATIONS}/{invitationId}/resend`, { params: { path: { workspaceId, invitationId: id } } })),
  );

export const revokeInvitation = ({ workspaceId, id }: InvitationView) =>
  answered(api.DELETE(`${INVITATIONS}/{invitationId}`, { params: { path: { workspaceId, invitationId: id } } }));

const TOKEN = '#token=';

async function issued(answer: Promise<InvitationView & { link: string | null }>): Promise<Issued> {
  const { link, ...invitation } = await answer;
  return {
    invitation,
    link: link === null ? null : new OneTimeSecret(link),
    linkStart: link === null ? '' : link.slice(0, link.indexOf(TOKEN) + TOKEN.length),
  };
}
