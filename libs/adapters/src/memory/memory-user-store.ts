import type { User, UserStore } from '@latchkey/domain';
import type { TableAccess } from './table-access.js';

export class MemoryUserStore implements UserStore {
  constructor(private readonly access: TableAccess) {}

  find(id: string): Promise<User | null> {
    return Promise.resolve(this.access.tables.users.get(id));
  }

  findByEmail(email: string): Promise<User | null> {
    return Promise.resolve(this.access.tables.users.holder('email', email));
  }

  any(): Promise<boolean> {
    return Promise.resolve(!this.access.tables.users.isEmpty());
  }

  /** Transactions run one after the other, so the lock is held already. */
  lockAll(): Promise<void> {
    return Promise.resolve();
  }

  insert(user: User): Promise<void> {
    return this.access.write(({ users }) => users.insert(user));
  }
}
