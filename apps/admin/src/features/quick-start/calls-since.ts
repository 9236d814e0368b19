import type { DenyReason, UsageOutcome } from '@latchkey/vocabulary';
import type { WorkspaceUsage } from '../../shared/api/model';

type Counted = Pick<WorkspaceUsage, 'keys'>;
type Outcomes = Partial<Record<UsageOutcome, number>>;

export interface Refused {
  readonly keyId: string;
  readonly reason: DenyReason;
  readonly count: number;
}

export interface Calls {
  /** Whose requests were allowed since, the latest first. */
  readonly allowed: readonly { readonly keyId: string; readonly at: string | null }[];
  /** What was refused since, the most frequent first. */
  readonly refused: readonly Refused[];
}

/** Usage is told by whole minutes: what was counted before the waiting began is taken off again. */
export function callsSince(before: Counted, now: Counted): Calls {
  const known = new Map(before.keys.map(({ keyId, totals }) => [keyId, totals]));
  const more = now.keys.map(({ keyId, totals, lastUsedAt }) => ({
    keyId,
    at: lastUsedAt,
    counts: difference(known.get(keyId) ?? {}, totals),
  }));
  const allowed = more.filter(({ counts }) => counts.some(([outcome]) => outcome === 'allowed'));
  return {
    allowed: allowed.map(({ keyId, at }) => ({ keyId, at })).sort((a, b) => (b.at ?? '').localeCompare(a.at ?? '')),
    refused: more
      .flatMap(({ keyId, counts }) =>
        counts.flatMap(([outcome, count]) => (outcome === 'allowed' ? [] : [{ keyId, reason: outcome, count }])),
      )
      .sort((a, b) => b.count - a.count),
  };
}

const difference = (before: Outcomes, now: Outcomes): (readonly [UsageOutcome, number])[] =>
  (Object.entries(now) as [UsageOutcome, number][])
    .map(([outcome, count]) => [outcome, count - (before[outcome] ?? 0)] as const)
    .filter(([, count]) => count > 0);
