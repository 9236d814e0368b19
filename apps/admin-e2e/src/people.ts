import type { StaffRole, WorkspaceRole } from '@latchkey/vocabulary';
import type { Installation } from './fixtures.js';
import { type Credentials, Session } from './session.js';

export interface Person extends Credentials {
  readonly id: string;
  readonly name: string;
  readonly session: Session;
}

let people = 0;

/** Somebody with an account, signed in. */
export async function newPerson({ operator, server }: Installation, role: StaffRole | null = null): Promise<Person> {
  const name = `Person ${++people}`;
  const account = { email: `person${people}@example.com`, password: `the long password of ${name}` };
  const { id } = await operator.post<{ id: string }>('/v1/users', { ...account, name, role });
  return { id, name, ...account, session: await Session.signIn(server.url, account) };
}

/** Somebody who is this in that workspace, and nothing elsewhere. */
export async function newMember(
  installation: Installation,
  workspace: { readonly id: string },
  role: WorkspaceRole,
): Promise<Person> {
  const person = await newPerson(installation);
  await installation.operator.post(`/v1/workspaces/${workspace.id}/members`, { email: person.email, role });
  return person;
}
