import { DomainError } from '../errors.js';
import type { ApiKey } from '../key/api-key.js';
import type { Caller } from './caller.js';
import type { ChangeKey, KeyAddress } from './change-key.js';

/** Disabling is the reversible one; a revoked key is past both directions. */
export class PauseKey {
  constructor(private readonly changeKey: ChangeKey) {}

  /** @throws NotFoundError, DomainError `key_not_active` for a revoked key */
  disable(caller: Caller, address: KeyAddress): Promise<ApiKey> {
    return this.changeKey.execute(caller, address, (key, nowMs) => {
      assertNotRevoked(key);
      return key.disabledAtMs !== null ? null : { key: { ...key, disabledAtMs: nowMs }, action: 'key.disabled' };
    });
  }

  /** @throws NotFoundError, DomainError `key_not_active` for a revoked key */
  enable(caller: Caller, address: KeyAddress): Promise<ApiKey> {
    return this.changeKey.execute(caller, address, (key) => {
      assertNotRevoked(key);
      return key.disabledAtMs === null ? null : { key: { ...key, disabledAtMs: null }, action: 'key.enabled' };
    });
  }
}

function assertNotRevoked(key: ApiKey): void {
  if (key.revocation !== null) throw new DomainError('key_not_active', 'The key is revoked, and that is final.');
}
