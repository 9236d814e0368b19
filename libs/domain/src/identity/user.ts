import type { StaffRole } from '@latchkey/vocabulary';
import { newId } from '../id.js';
import type { Random } from '../ports/random.port.js';

/** A person who signs in to the dashboard. */
export interface User {
  readonly id: string;
  /** Lower case; two accounts never share one. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  /** Across workspaces; `null`: none, and they reach only the workspaces that they are a member of. */
  readonly role: StaffRole | null;
  readonly createdAtMs: number;
  /** From then on they cannot sign in. `null`: they have not left. */
  readonly leftAtMs: number | null;
}

/** Whether an account still is as it was when its password was checked, which takes a while. */
export const isStill = ({ passwordHash }: User, current: User | null): current is User =>
  current !== null && current.leftAtMs === null && current.passwordHash === passwordHash;

export function newUser(
  { email, name, role }: Pick<User, 'email' | 'name' | 'role'>,
  passwordHash: string,
  nowMs: number,
  random: Random,
): User {
  const id = newId('usr', nowMs, random);
  return { id, email: email.toLowerCase(), name, passwordHash, role, createdAtMs: nowMs, leftAtMs: null };
}
