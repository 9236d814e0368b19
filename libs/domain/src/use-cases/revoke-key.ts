import type { RevocationReason } from '@latchkey/vocabulary';
import { DomainError, InvalidFieldError } from '../errors.js';
import { type ApiKey, isRevoked } from '../key/api-key.js';
import type { Revocation } from '../key/revocation.js';
import { assertCouldIssue, type Caller } from './caller.js';
import type { ChangeKey, KeyAddress } from './change-key.js';
import type { KeyChange } from './tell-of-key.js';

export interface RevokeKeyCommand {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly reason: RevocationReason;
  readonly note?: string;
  /** Left out: at once. */
  readonly atMs?: number;
}

/**
 * Final once it is in force, and without a timer: a scheduled one is in force from its millisecond on because every
 * decision compares. Revoking what is revoked changes nothing: the first reason stands.
 */
export class RevokeKey {
  constructor(private readonly changeKey: ChangeKey) {}

  /** @throws NotFoundError, InvalidFieldError, DomainError `revocation_scheduled` for what would put it off */
  execute(caller: Caller, command: RevokeKeyCommand): Promise<ApiKey> {
    return this.changeKey.execute(caller, command, (key, nowMs) => {
      assertAhead(command.atMs, nowMs);
      const atMs = command.atMs ?? nowMs;
      if (isRevoked(key, nowMs) || key.revocation?.atMs === atMs) return null;
      assertNotPutOff(key.revocation, atMs);
      const note = command.note ?? null;
      return revocationChange(key, { atMs, decidedAtMs: nowMs, reason: command.reason, note, by: caller.actor });
    });
  }

  /** Withdraws what is not in force yet. @throws NotFoundError, DomainError `key_not_active`, `revocation_not_scheduled`, `scope_not_held` */
  cancel(caller: Caller, address: KeyAddress): Promise<ApiKey> {
    return this.changeKey.execute(caller, address, (key, nowMs) => {
      assertCouldIssue(caller, key);
      if (isRevoked(key, nowMs)) throw new DomainError('key_not_active', 'The key is revoked, and that is final.');
      if (key.revocation === null)
        throw new DomainError('revocation_not_scheduled', 'No revocation of this key is scheduled.');
      const next = { ...key, revocation: null };
      return { key: next, action: 'key.revocation_cancelled', before: told(key), after: told(next) };
    });
  }
}

/** The change that a revocation is, at once or later. */
export function revocationChange(key: ApiKey, revocation: Revocation): KeyChange {
  const next = { ...key, revocation };
  const action = revocation.atMs > revocation.decidedAtMs ? 'key.revocation_scheduled' : 'key.revoked';
  return { key: next, action, before: told(key), after: told(next), reason: revocation.reason };
}

function assertAhead(atMs: number | undefined, nowMs: number): void {
  if (atMs !== undefined && atMs <= nowMs)
    throw new InvalidFieldError('at', 'The time of the revocation lies in the past. Leave it out to revoke at once.');
}

function assertNotPutOff(scheduled: Revocation | null, atMs: number): void {
  if (scheduled === null || atMs < scheduled.atMs) return;
  const text = `A revocation is scheduled for ${new Date(scheduled.atMs).toISOString()}. Cancel it to choose a later time.`;
  throw new DomainError('revocation_scheduled', text, 'at');
}

const told = ({ revocation }: ApiKey) => ({
  revokedAtMs: revocation?.atMs ?? null,
  reason: revocation?.reason ?? null,
  note: revocation?.note ?? null,
});
