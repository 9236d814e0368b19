import type { User } from '../identity/user.js';
import type { Stores } from '../ports/database.port.js';

/** For whoever writes an account: all of them first, as when somebody leaves, so that no two wait for each other. */
export async function lockAccount(stores: Stores, userId: string): Promise<User | null> {
  await stores.users.lockAll();
  return stores.users.lock(userId);
}
