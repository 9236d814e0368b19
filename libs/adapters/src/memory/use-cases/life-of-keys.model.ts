import type { Period } from '@latchkey/vocabulary';

/** Divisible by every limit that is tried, so that the model needs no fractions. */
export const WINDOW_MS = 1_200;
export const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What keys, rotations, revocations and limits are, told without locks, records, caches or leases: a list of keys and the rules, each
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
  /** The first of its line: who shares its quota. */
  readonly lineage: number;
  /** Requests in `WINDOW_MS`. */
  rateLimit: number | null;
  quota: { readonly limit: number; readonly period: Period } | null;
  /** When the window is empty again, and under which limit that was reckoned. */
  busyUntilMs: number;
  busyUnder: number;
}

export class LifeOfKeys {
  readonly keys: ModelKey[] = [];
  /** Of all keys together. */
  dailyLimit: number | null = null;
  /** Units by meter and period. */
  private readonly used = new Map<string, number>();

  issue(expiresAtMs: number | null, heir: Partial<ModelKey> = {}): void {
    this.keys.push({
      expiresAtMs,
      disabled: false,
      revokedAtMs: null,
      successor: null,
      overlapMs: 0,
      overlapEndsAtMs: null,
      awaitedBy: null,
      lineage: this.keys.length,
      rateLimit: null,
      quota: null,
      busyUntilMs: 0,
      busyUnder: 1,
      ...heir,
    });
  }

  request(index: number, nowMs: number): string {
    const key = this.at(index);
    if (key.revokedAtMs !== null && nowMs >= key.revokedAtMs) return 'key_revoked';
    if (key.disabled) return 'key_disabled';
    if (key.expiresAtMs !== null && nowMs >= key.expiresAtMs) return 'key_expired';
    if (key.overlapEndsAtMs !== null && nowMs >= key.overlapEndsAtMs) return 'key_expired';
    const refused = this.spend(key, nowMs);
    if (refused !== null) return refused;
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
    const { lineage, rateLimit, quota } = key;
    this.issue(key.expiresAtMs, { lineage, rateLimit, quota });
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

  /** On every meter, or on none. */
  private spend(key: ModelKey, nowMs: number): string | null {
    const { rateLimit, quota, lineage } = key;
    if (rateLimit !== null) {
      if (key.busyUnder !== rateLimit) key.busyUntilMs = Math.min(key.busyUntilMs, nowMs + WINDOW_MS);
      key.busyUnder = rateLimit;
      if (this.busyAfter(key, nowMs) > nowMs + WINDOW_MS) return 'rate_limited';
    }
    const meters = [
      quota && { name: `${lineage} ${periodOf(quota.period, nowMs)}`, limit: quota.limit, refusal: 'quota_exceeded' },
      this.dailyLimit && { name: periodOf('day', nowMs), limit: this.dailyLimit, refusal: 'allowance_exceeded' },
    ].filter((meter) => meter !== null && meter !== 0);
    const full = meters.find(({ name, limit }) => this.usedOf(name) >= limit);
    if (full !== undefined) return full.refusal;
    for (const { name } of meters) this.used.set(name, this.usedOf(name) + 1);
    if (rateLimit !== null) key.busyUntilMs = this.busyAfter(key, nowMs);
    return null;
  }

  private busyAfter = ({ busyUntilMs, rateLimit }: ModelKey, nowMs: number): number =>
    Math.max(busyUntilMs, nowMs) + WINDOW_MS / (rateLimit ?? 1);

  private usedOf = (name: string): number => this.used.get(name) ?? 0;

  /** What a request would be answered, without it being one. */
  private peek(index: number, nowMs: number, { evenIfDisabled = false } = {}): string {
    const key = this.at(index);
    const looked = new LifeOfKeys();
    const unlimited = { rateLimit: null, quota: null };
    looked.keys.push({ ...key, ...unlimited, disabled: key.disabled && !evenIfDisabled, awaitedBy: null });
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

const periodOf = (period: Period, nowMs: number): string =>
  new Date(nowMs).toISOString().slice(0, period === 'day' ? '2026-01-01'.length : '2026-01'.length);
