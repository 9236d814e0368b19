/**
 * What keys, rotations and revocations are, told without locks, records or caches: a list of keys and the rules, each
 * written down from the promise and not from the code. Commands answer `null`, or the code of the refusal.
 */
export interface ModelKey {
  readonly expiresAtMs: number | null;
  disabled: boolean;
  revokedAtMs: number | null;
  successor: number | null;
  overlapMs: number;
  /** `null` while there is no overlap, or while it waits. */
  overlapEndsAtMs: number | null;
  /** Whether the first allowed request starts the overlap of this one. */
  awaitedBy: number | null;
}

export class LifeOfKeys {
  readonly keys: ModelKey[] = [];

  issue(expiresAtMs: number | null): void {
    this.keys.push({
      expiresAtMs,
      disabled: false,
      revokedAtMs: null,
      successor: null,
      overlapMs: 0,
      overlapEndsAtMs: null,
      awaitedBy: null,
    });
  }

  request(index: number, nowMs: number): string {
    const key = this.at(index);
    if (key.revokedAtMs !== null && nowMs >= key.revokedAtMs) return 'key_revoked';
    if (key.disabled) return 'key_disabled';
    if (key.expiresAtMs !== null && nowMs >= key.expiresAtMs) return 'key_expired';
    if (key.overlapEndsAtMs !== null && nowMs >= key.overlapEndsAtMs) return 'key_expired';
    if (key.awaitedBy !== null) {
      const predecessor = this.at(key.awaitedBy);
      predecessor.overlapEndsAtMs = nowMs + predecessor.overlapMs;
      key.awaitedBy = null;
    }
    return 'allowed';
  }

  rotate(index: number, overlapMs: number, waits: boolean, nowMs: number): string | null {
    const key = this.at(index);
    if (key.successor !== null) return 'key_replaced';
    if (this.peek(index, nowMs) !== 'allowed') return 'key_not_active';
    if (key.revokedAtMs !== null) return 'revocation_scheduled';
    if (key.awaitedBy !== null && !this.hasEnded(key.awaitedBy, nowMs)) return 'overlap_waiting';
    this.issue(key.expiresAtMs);
    key.successor = this.keys.length - 1;
    key.overlapMs = overlapMs;
    if (waits) this.at(key.successor).awaitedBy = index;
    else key.overlapEndsAtMs = nowMs + overlapMs;
    return null;
  }

  cancelOverlap(index: number, nowMs: number): string | null {
    const key = this.at(index);
    if (key.successor === null) return 'key_not_replaced';
    if (this.isRevoked(key, nowMs)) return 'key_not_active';
    if (this.hasEnded(index, nowMs)) return 'overlap_over';
    this.at(key.successor).awaitedBy = null;
    key.successor = null;
    key.overlapEndsAtMs = null;
    return null;
  }

  revoke(index: number, atMs: number | null, nowMs: number): string | null {
    const key = this.at(index);
    if (atMs !== null && atMs <= nowMs) return 'invalid_request';
    if (this.isRevoked(key, nowMs)) return null;
    if (atMs !== null && key.revokedAtMs !== null && atMs > key.revokedAtMs) return 'revocation_scheduled';
    key.revokedAtMs = atMs ?? nowMs;
    return null;
  }

  cancelRevocation(index: number, nowMs: number): string | null {
    const key = this.at(index);
    if (this.isRevoked(key, nowMs)) return 'key_not_active';
    if (key.revokedAtMs === null) return 'revocation_not_scheduled';
    key.revokedAtMs = null;
    return null;
  }

  pause(index: number, disabled: boolean, nowMs: number): string | null {
    if (this.isRevoked(this.at(index), nowMs)) return 'key_not_active';
    this.at(index).disabled = disabled;
    return null;
  }

  /** What a request would be answered, without it being one. */
  private peek(index: number, nowMs: number, { evenIfDisabled = false } = {}): string {
    const key = this.at(index);
    const looked = new LifeOfKeys();
    looked.keys.push({ ...key, disabled: key.disabled && !evenIfDisabled, awaitedBy: null });
    return looked.request(0, nowMs);
  }

  private hasEnded = (index: number, nowMs: number): boolean =>
    ['key_revoked', 'key_expired'].includes(this.peek(index, nowMs, { evenIfDisabled: true }));

  private isRevoked = ({ revokedAtMs }: ModelKey, nowMs: number): boolean =>
    revokedAtMs !== null && nowMs >= revokedAtMs;

  private at(index: number): ModelKey {
    const key = this.keys[index];
    if (key === undefined) throw new Error(`The model has no key ${index}.`);
    return key;
  }
}
