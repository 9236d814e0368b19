import { NotFoundError, type Page, type PageRequest, type User, type UserStore } from '@latchkey/domain';
import type { StaffRole } from '@latchkey/vocabulary';
import { IsNull } from 'typeorm';
import { UserEntity } from '../entities/user.entity.js';
import { fromUser, toUser } from '../mappers/user.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgUserStore implements UserStore {
  constructor(private readonly statements: Statements) {}

  find(id: string): Promise<User | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(UserEntity, { id });
      return row && toUser(row);
    });
  }

  findByEmail(email: string): Promise<User | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(UserEntity, { email });
      return row && toUser(row);
    });
  }

  /** Not FOR UPDATE: sessions that merely refer to the person need not wait. */
  lock(id: string): Promise<User | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOne(UserEntity, { where: { id }, lock: { mode: 'for_no_key_update' } });
      return row && toUser(row);
    });
  }

  countActive(role: StaffRole): Promise<number> {
    return this.statements.run((manager) => manager.countBy(UserEntity, { role, leftAt: IsNull() }));
  }

  page(page: PageRequest): Promise<Page<User>> {
    return this.statements.run((manager) => pageOf(manager.createQueryBuilder(UserEntity, 'user'), page, toUser));
  }

  any(): Promise<boolean> {
    return this.statements.run((manager) => manager.exists(UserEntity));
  }

  /** Excludes itself and writers, not readers. */
  lockAll(): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.query('LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE');
    });
  }

  insert(user: User): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(UserEntity, fromUser(user));
    });
  }

  update(user: User): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, ...fields } = fromUser(user);
      const { affected } = await manager.update(UserEntity, { id }, fields);
      if (affected === 0) throw new NotFoundError('user');
    });
  }
}
