import type { PasswordReset, PasswordResetStore } from '@latchkey/domain';
import { LessThanOrEqual } from 'typeorm';
import { PasswordResetEntity } from '../entities/password-reset.entity.js';
import { sha256Bytes } from '../mappers/api-key.mapper.js';
import { toDate } from '../mappers/instants.js';
import { fromPasswordReset, toPasswordReset } from '../mappers/password-reset.mapper.js';
import type { Statements } from '../statements.js';

export class PgPasswordResetStore implements PasswordResetStore {
  constructor(private readonly statements: Statements) {}

  find(sha256: string): Promise<PasswordReset | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(PasswordResetEntity, { sha256: sha256Bytes(sha256) });
      return row && toPasswordReset(row);
    });
  }

  insert(reset: PasswordReset): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(PasswordResetEntity, fromPasswordReset(reset));
    });
  }

  removeAllOf(userId: string): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.delete(PasswordResetEntity, { userId });
    });
  }

  forget(expiredByMs: number): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.delete(PasswordResetEntity, { expiresAt: LessThanOrEqual(toDate(expiredByMs)) });
    });
  }
}
