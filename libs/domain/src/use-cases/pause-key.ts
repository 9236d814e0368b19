import { DomainError } from '../errors.js';
import { type ApiKey, isRevoked } from '../key/api-key.js';
import { assertCouldIssue, type Caller } from './caller.js';
import type { ChangeKey, KeyAddress } from './change-key.js';

/** Disabling is the reversible one; a revoked key is past both directions. */
export class PauseKey {
  constructor(private readonly changeKey: ChangeKey) {}

  /** @throws NotFoundError, DomainError `key_not_active` for a revoked key */
  disable(caller: Caller, address: KeyAddress): Promise<ApiKey> {
    return this.changeKey.execute(caller, address, (key, nowMs) => {
      assertNotRevoked(key, nowMs);
      return key.disabledAtMs !== null ? null : { key: { ...key, disabledAtMs: nowMs }, action: 'key.disabled' };
    });
  }

  /** A key comes to work again, so it takes who could issue it. @throws NotFoundError, DomainError `scope_not_held`, `key_not_active` for a revoked key */
  enable(caller: Caller, address: KeyAddress): Promise<ApiKey> {
    return this.changeKey.execute(caller, address, (key, nowMs) => {
      assertCouldIssue(caller, key);
      assertNotRevoked(key, nowMs);
      if (key.disabledAtMs === null) return null;
      return { key: { ...key, disabledAtMs: null, enabledAtMs: nowMs }, action: 'key.enabled' };
    });
  }
}

function assertNotRevoked(key: ApiKey, nowMs: number): void {
  if (isRevoked(key, nowMs)) throw new DomainError('key_not_active', 'The key is revoked, and that is final.');
}
