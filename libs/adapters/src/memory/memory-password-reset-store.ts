import type { PasswordReset, PasswordResetStore } from '@latchkey/domain';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export interface PasswordResetRow {
  readonly id: string;
  readonly reset: PasswordReset;
}

export class MemoryPasswordResetStore implements PasswordResetStore {
  constructor(private readonly access: TableAccess) {}

  find(sha256: string): Promise<PasswordReset | null> {
    return Promise.resolve(this.access.tables.passwordResets.get(sha256)?.reset ?? null);
  }

  insert(reset: PasswordReset): Promise<void> {
    return this.access.write(({ passwordResets, users }) => {
      requireParent(reset.userId === null || users.get(reset.userId) !== null, 'password reset', 'user');
      passwordResets.insert({ id: reset.sha256, reset });
    });
  }

  removeAllOf(userId: string): Promise<void> {
    return this.removeWhere((reset) => reset.userId === userId);
  }

  forget(expiredByMs: number): Promise<void> {
    return this.removeWhere(({ expiresAtMs }) => expiresAtMs <= expiredByMs);
  }

  private removeWhere(matches: (reset: PasswordReset) => boolean): Promise<void> {
    return this.access.write(({ passwordResets }) => {
      for (const { id, reset } of [...passwordResets.all()]) if (matches(reset)) passwordResets.remove(id);
    });
  }
}
