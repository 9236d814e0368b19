import { OVERLAP_MS_DEFAULT, type OverlapStart } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import { newId } from '../id.js';
import type { ApiKey } from '../key/api-key.js';
import { type Replacement, startedOverlap } from '../key/replacement.js';
import { fingerprintOf, generateSecret, type SecretFormat } from '../key/secret-format.js';
import type { Random } from '../ports/random.port.js';
import type { Api } from '../tenancy/api.js';
import { assertCouldIssue, type Caller, heirOf } from './caller.js';
import { withinKeysCap } from './caps.js';
import type { ChangeKey, KeyAddress, LockedKey } from './change-key.js';
import { noteCreated } from './created-once.js';
import { auditDetails, type IssuedKey } from './issue-key.js';
import { assertNotAwaited, assertRotatable, replacementToCancel } from './rotatable.js';
import { lockTenant } from './tenant.js';

export interface RotateKeyCommand extends KeyAddress {
  /** Left out: the predecessor's. */
  readonly label?: string;
  /** How long the predecessor goes on; left out: a day, 0: not at all. */
  readonly overlapMs?: number;
  /** Left out: `now`. */
  readonly overlapStarts?: OverlapStart;
}

/**
 * A successor takes a key's place: another secret, the same grant. What was granted is copied as it stands, expiry
 * included, so that no rotation makes a key live longer or do more.
 */
export class RotateKey {
  constructor(
    private readonly changeKey: ChangeKey,
    private readonly random: Random,
    private readonly formatOf: (api: Api) => SecretFormat,
  ) {}

  /**
   * The successor takes the predecessor's place under the cap. Only where another overlap of the same line is not over
   * yet does it need one of its own.
   *
   * @throws NotFoundError, DomainError `scope_not_held`, `key_replaced`, `key_not_active`, `revocation_scheduled`,
   *   `overlap_waiting`, `cap_reached`
   */
  execute(caller: Caller, command: RotateKeyCommand): Promise<IssuedKey> {
    return this.changeKey.underLock(caller, command, async (locked) => {
      const { key, nowMs, stores } = locked;
      assertCouldIssue(caller, key);
      assertRotatable(key, nowMs);
      const predecessor = key.rotatedFrom === null ? null : await stores.keys.find(key.workspaceId, key.rotatedFrom);
      assertNotAwaited(key, predecessor, nowMs);
      const api = await stores.apis.find(key.apiId);
      if (api === null) throw new NotFoundError('key');
      const issued = this.successorOf(key, caller, command, api, nowMs);
      const tenant = await lockTenant(stores, key.workspaceId);
      await withinKeysCap(stores, tenant, nowMs, async () => {
        await stores.keys.insert(issued.key);
        await noteCreated(stores, caller.claim, issued.key.id);
        const after = { ...auditDetails(issued.key), rotatedFrom: key.id };
        await locked.tell({ key: issued.key, action: 'key.created', after });
        await handOver(locked, replacementBy(issued.key, command, nowMs));
      });
      return issued;
    });
  }

  /**
   * The predecessor lives on to its own expiry, and may be rotated again. The successor stays what it is, so that there
   * are two keys where there was one.
   *
   * @throws NotFoundError, DomainError `scope_not_held`, `key_not_replaced`, `key_not_active`, `overlap_over`, `cap_reached`
   */
  cancel(caller: Caller, address: KeyAddress): Promise<ApiKey> {
    return this.changeKey.underLock(caller, address, async (locked) => {
      const { key, nowMs, stores } = locked;
      assertCouldIssue(caller, key);
      const { byId } = replacementToCancel(key, nowMs);
      // The successor's record says whether an overlap waits for its first use.
      const successor = await stores.keys.find(key.workspaceId, byId);
      if (successor !== null) locked.alsoChanges(successor.sha256);
      const next = { ...key, replacement: null };
      const change = { key: next, action: 'key.overlap_cancelled', before: told(key), after: told(next) } as const;
      const tenant = await lockTenant(stores, key.workspaceId);
      await withinKeysCap(stores, tenant, nowMs, () => locked.write(change));
      return next;
    });
  }

  /** Copied as a whole, so that a restriction which keys learn one day is carried over without a word here. */
  private successorOf(key: ApiKey, caller: Caller, { label }: RotateKeyCommand, api: Api, nowMs: number): IssuedKey {
    const secret = generateSecret(this.formatOf(api), key.environment, this.random);
    const successor: ApiKey = {
      ...key,
      id: newId('key', nowMs, this.random),
      label: label ?? key.label,
      sha256: fingerprintOf(secret.text),
      start: secret.start,
      last4: secret.last4,
      createdAtMs: nowMs,
      createdBy: caller.actor,
      enabledAtMs: null,
      inheritsFrom: inheritsAfter(key, caller),
      rotatedFrom: key.id,
      replacement: null,
    };
    return { key: successor, secret: secret.text };
  }
}

/**
 * Whoever rotates a key holds its successor's secret, so the successor follows them: with what another may do it would
 * outlast their own removal. An operator acts for the person, and changes nobody's rights.
 */
function inheritsAfter({ inheritsFrom }: ApiKey, caller: Caller): string | null {
  if (inheritsFrom === null || caller.workspaceId === null) return inheritsFrom;
  return heirOf(caller) ?? inheritsFrom;
}

function replacementBy(successor: ApiKey, command: RotateKeyCommand, nowMs: number): Replacement {
  const overlapMs = command.overlapMs ?? OVERLAP_MS_DEFAULT;
  const waiting: Replacement = { byId: successor.id, overlapMs, overlapEndsAtMs: null };
  return command.overlapStarts === 'first_use' ? waiting : startedOverlap(waiting, successor.expiresAtMs, nowMs);
}

async function handOver({ key, write }: LockedKey, replacement: Replacement): Promise<void> {
  const next = { ...key, replacement };
  await write({ key: next, action: 'key.rotated', before: told(key), after: told(next) });
}

const told = ({ replacement }: ApiKey) => ({
  replacedBy: replacement?.byId ?? null,
  overlapMs: replacement?.overlapMs ?? null,
  overlapEndsAtMs: replacement?.overlapEndsAtMs ?? null,
});
