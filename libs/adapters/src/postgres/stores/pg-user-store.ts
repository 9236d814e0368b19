import type { User, UserStore } from '@latchkey/domain';
import { UserEntity } from '../entities/user.entity.js';
import { fromUser, toUser } from '../mappers/user.mapper.js';
import type { Statements } from '../statements.js';

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
}
