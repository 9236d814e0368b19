import { DENY_REASONS, type DenyReason, type UsageStep } from '@latchkey/vocabulary';
import type { KeyUsage } from '../../shared/api/model';
import type { Column } from '../../shared/chart/columns';

const STEP_MS: Readonly<Record<UsageStep, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

type Outcomes = KeyUsage['totals'];

export const refusedOf = (outcomes: Outcomes): number =>
  DENY_REASONS.reduce((sum, reason) => sum + (outcomes[reason] ?? 0), 0);

/** Allowed, then refused. */
export const columnsOf = ({ points, step }: Pick<KeyUsage, 'points' | 'step'>): readonly Column[] =>
  points.map(({ at, outcomes }) => {
    const fromMs = Date.parse(at);
    return { fromMs, toMs: fromMs + STEP_MS[step], values: [outcomes.allowed, refusedOf(outcomes)] };
  });

/** Those that refused anything, the most frequent first. */
export const refusalsOf = (outcomes: Outcomes): readonly { reason: DenyReason; count: number }[] =>
  DENY_REASONS.map((reason) => ({ reason, count: outcomes[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
