import type { AnalyticsQuery, AnalyticsView } from '@latchkey/contracts';
import type { Analytics, AskedAnalytics } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toAskedAnalytics = ({ from, to, step }: AnalyticsQuery): AskedAnalytics => ({
  ...(step !== undefined && { step }),
  ...(from !== undefined && { fromMs: Date.parse(from) }),
  ...(to !== undefined && { toMs: Date.parse(to) }),
});

export const toAnalyticsView = ({ range, totals, points }: Analytics): AnalyticsView => ({
  from: toTimestamp(range.fromMs),
  to: toTimestamp(range.toMs),
  step: range.step,
  totals,
  points: points.map(({ atMs, counts }) => ({ at: toTimestamp(atMs), messages: counts })),
});
