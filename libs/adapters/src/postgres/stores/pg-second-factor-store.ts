import type { SecondFactor, SecondFactorStore } from '@latchkey/domain';
import { SecondFactorEntity } from '../entities/second-factor.entity.js';
import { fromSecondFactor, toSecondFactor } from '../mappers/second-factor.mapper.js';
import type { Statements } from '../statements.js';

export class PgSecondFactorStore implements SecondFactorStore {
  constructor(private readonly statements: Statements) {}

  find(userId: string): Promise<SecondFactor | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(SecondFactorEntity, { userId });
      return row && toSecondFactor(row);
    });
  }

  put(factor: SecondFactor): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.upsert(SecondFactorEntity, fromSecondFactor(factor), ['userId']);
    });
  }

  remove(userId: string): Promise<boolean> {
    return this.statements.run(async (manager) => {
      const { affected } = await manager.delete(SecondFactorEntity, { userId });
      return affected === 1;
    });
  }
}
