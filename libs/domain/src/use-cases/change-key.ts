import { NotFoundError } from '../errors.js';
import type { ApiKey } from '../key/api-key.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import { madeKnown } from './made-known.js';
import { assertMayChange, assertReaches, type Caller } from './caller.js';
import { type KeyChange, tellOfKey } from './tell-of-key.js';

export interface KeyAddress {
  readonly workspaceId: string;
  readonly keyId: string;
}

/** A key that nobody else changes until the transaction ends, and what can be done with it. */
export interface LockedKey {
  readonly key: ApiKey;
  /** Read once the lock was held: no other change to this key lies later. */
  readonly nowMs: number;
  readonly stores: Stores;
  /** Writes the key, and what tells of it: an audit entry, and events. */
  readonly write: (change: KeyChange) => Promise<void>;
  /** Tells of a change to another key of the workspace that is written already. */
  readonly tell: (change: KeyChange) => Promise<void>;
  /** Has decisions about another key made anew as well. */
  readonly alsoChanges: (sha256: string) => void;
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
  execute(
    caller: Caller,
    address: KeyAddress,
    decide: (key: ApiKey, nowMs: number, stores: Stores) => KeyChange | null | Promise<KeyChange | null>,
  ): Promise<ApiKey> {
    return this.underLock(caller, address, async (locked) => {
      const change = await decide(locked.key, locked.nowMs, locked.stores);
      if (change === null) return locked.key;
      await locked.write(change);
      return change.key;
    });
  }

  /**
   * For a change that concerns another key as well. Only one key is ever locked, and what else is locked comes after it:
   * its workspace, then the plan (`lockTenant`), or its API. So no two changes wait for each other.
   *
   * @throws NotFoundError, DomainError `scope_not_held`
   */
  async underLock<T>(caller: Caller, address: KeyAddress, work: (locked: LockedKey) => Promise<T>): Promise<T> {
    assertReaches(caller, address.workspaceId);
    // Made known even where nothing is left to change: the one who made the change may not have got that far yet, and
    // this answer must hold as well.
    const changed = new Set<string>();
    return madeKnown(
      () =>
        this.database.transaction(async (stores) => {
          const key = await stores.keys.lock(address.workspaceId, address.keyId);
          if (key === null) throw new NotFoundError('key');
          assertMayChange(caller, key);
          changed.add(key.sha256);
          return work(this.locked(caller, key, stores, changed));
        }),
      async (outcome) => {
        await Promise.all([...changed].map((sha256) => this.invalidation.keyChanged(sha256, outcome)));
      },
    );
  }

  private locked(caller: Caller, key: ApiKey, stores: Stores, changed: Set<string>): LockedKey {
    const tell: LockedKey['tell'] = (change) => tellOfKey(stores, caller, change, this.clock, this.random);
    return {
      key,
      nowMs: this.clock.nowMs(),
      stores,
      tell,
      write: async (change) => {
        await stores.keys.update(change.key);
        await tell(change);
      },
      alsoChanges: (sha256) => void changed.add(sha256),
    };
  }
}
