import type { WorkspaceRole } from '@latchkey/vocabulary';
import type { Answer, Http } from './http.js';
import type { WorkspaceJson } from './tenancy.js';

export interface InvitationJson {
  readonly id: string;
  readonly email: string;
  readonly role: WorkspaceRole;
  readonly state: string;
  readonly mailed: boolean;
  readonly link: string | null;
}

export const invitationsOf = ({ id }: Pick<WorkspaceJson, 'id'>): string => `/v1/workspaces/${id}/invitations`;

export const tokenIn = ({ link }: Pick<InvitationJson, 'link'>): string => link?.split('#token=')[1] ?? '';

/** Where no mail server is configured: with the link in the answer. */
export async function invite(
  client: Http,
  workspace: WorkspaceJson,
  email: string,
  role: WorkspaceRole = 'viewer',
): Promise<InvitationJson & { readonly token: string }> {
  const invitation = (await client.post(invitationsOf(workspace), { email, role })).expect<InvitationJson>(201);
  return { ...invitation, token: tokenIn(invitation) };
}

export const preview = (client: Http, token: string): Promise<Answer> =>
  client.post('/v1/invitations/preview', { token });

export const accept = (client: Http, token: string, account: object = {}): Promise<Answer> =>
  client.post('/v1/invitations/accept', { token, ...account });

/** Whoever has no account yet. */
export const NEWCOMER = { name: 'Ada', password: 'the long password of Ada' } as const;
