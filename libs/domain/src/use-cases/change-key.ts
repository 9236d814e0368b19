import type { AuditAction } from '@latchkey/vocabulary';
import type { AuditDetails } from '../audit/audit-entry.js';
import { NotFoundError } from '../errors.js';
import type { ApiKey } from '../key/api-key.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import { auditEntry } from './audited-change.js';
import { madeKnown } from './made-known.js';
import { assertReaches, type Caller } from './caller.js';

export interface KeyAddress {
  readonly workspaceId: string;
  readonly keyId: string;
}

export interface KeyChange {
  readonly key: ApiKey;
  readonly action: AuditAction;
  readonly before?: AuditDetails;
  readonly after?: AuditDetails;
  readonly reason?: string;
}

/**
 * The one way in which an existing key changes: locked, decided purely, written with its audit entry, and made known
 * before the caller is answered.
 */
export class ChangeKey {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** `decide` answers `null` where the key already is as it should be. @throws NotFoundError */
  async execute(
    caller: Caller,
    { workspaceId, keyId }: KeyAddress,
    decide: (key: ApiKey, nowMs: number, stores: Stores) => KeyChange | null | Promise<KeyChange | null>,
  ): Promise<ApiKey> {
    assertReaches(caller, workspaceId);
    // Made known even where nothing is left to change: the one who made the change may not have got that far yet, and
    // this answer must hold as well.
    let sha256: string | null = null;
    return madeKnown(
      () =>
        this.database.transaction(async (stores) => {
          const key = await stores.keys.lock(workspaceId, keyId);
          if (key === null) throw new NotFoundError('key');
          sha256 = key.sha256;
          const change = await decide(key, this.clock.nowMs(), stores);
          if (change === null) return key;
          await stores.keys.update(change.key);
          await stores.audit.append(
            auditEntry(caller, { ...change, workspaceId, targetId: keyId }, this.clock, this.random),
          );
          return change.key;
        }),
      async (outcome) => {
        if (sha256 !== null) await this.invalidation.keyChanged(sha256, outcome);
      },
    );
  }
}
