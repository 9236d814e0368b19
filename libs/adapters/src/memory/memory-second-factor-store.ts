import type { SecondFactor, SecondFactorStore } from '@latchkey/domain';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export interface SecondFactorRow {
  readonly id: string;
  readonly factor: SecondFactor;
}

export class MemorySecondFactorStore implements SecondFactorStore {
  constructor(private readonly access: TableAccess) {}

  find(userId: string): Promise<SecondFactor | null> {
    return Promise.resolve(this.access.tables.secondFactors.get(userId)?.factor ?? null);
  }

  put(factor: SecondFactor): Promise<void> {
    return this.access.write(({ secondFactors, users }) => {
      requireParent(users.get(factor.userId) !== null, 'second factor', 'user');
      secondFactors.replace({ id: factor.userId, factor });
    });
  }

  remove(userId: string): Promise<boolean> {
    return this.access.write(({ secondFactors }) => {
      const isThere = secondFactors.get(userId) !== null;
      secondFactors.remove(userId);
      return isThere;
    });
  }
}
