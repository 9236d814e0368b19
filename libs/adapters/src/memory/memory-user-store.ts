import { NotFoundError, type Page, type PageRequest, type User, type UserStore } from '@latchkey/domain';
import type { StaffRole } from '@latchkey/vocabulary';
import { pageOf } from './page-of.js';
import type { TableAccess } from './table-access.js';

export class MemoryUserStore implements UserStore {
  constructor(private readonly access: TableAccess) {}

  find(id: string): Promise<User | null> {
    return Promise.resolve(this.access.tables.users.get(id));
  }

  findByEmail(email: string): Promise<User | null> {
    return Promise.resolve(this.access.tables.users.holder('email', email));
  }

  lock(id: string): Promise<User | null> {
    return this.find(id);
  }

  countActive(role: StaffRole): Promise<number> {
    const users = [...this.access.tables.users.all()];
    return Promise.resolve(users.filter((user) => user.role === role && user.leftAtMs === null).length);
  }

  page(page: PageRequest): Promise<Page<User>> {
    return pageOf(this.access.tables.users.all(), page, () => true);
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

  update(user: User): Promise<void> {
    return this.access.write(({ users }) => {
      if (users.get(user.id) === null) throw new NotFoundError('user');
      users.replace(user);
    });
  }
}
