import type { StaffRole, WorkspaceRole } from '@latchkey/vocabulary';
import type { Http } from './http.js';
import type { Server } from './server.js';
import { signIn, type WorkspaceJson } from './tenancy.js';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** With a session of theirs. */
  readonly http: Http;
}

export const membersOf = ({ id }: Pick<WorkspaceJson, 'id'>): string => `/v1/workspaces/${id}/members`;

/** Somebody with an account, who has signed in. */
export async function newPerson(
  operator: Http,
  server: Server,
  name: string,
  role: StaffRole | null = null,
): Promise<Person> {
  const account = { email: `${name.toLowerCase()}@example.com`, password: `the long password of ${name}` };
  const { id } = (await operator.post('/v1/users', { ...account, name, role })).expect<{ id: string }>(201);
  return { id, ...account, http: await signIn(server, account) };
}

export async function join(
  operator: Http,
  workspace: WorkspaceJson,
  { email }: Pick<Person, 'email'>,
  role: WorkspaceRole,
): Promise<void> {
  (await operator.post(membersOf(workspace), { email, role })).expect(201);
}
