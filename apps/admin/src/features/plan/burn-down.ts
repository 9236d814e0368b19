import type { MeterUseView } from '../../shared/api/model';
import type { Line } from '../../shared/chart/line-chart';

/**
 * What is left over the period: from all of it at the beginning to what there is now, and from there on at the same pace.
 * How it went in between is not recorded, so a straight line stands for it.
 */
export function burnDown(
  { limit, remaining, periodStartsAt, resetsAt, forecast }: MeterUseView,
  nowMs: number,
): Line[] {
  const endMs = Date.parse(resetsAt);
  const now = { atMs: Math.min(nowMs, endMs), value: remaining };
  const lines: Line[] = [
    { label: 'Left so far', form: 'line', points: [{ atMs: Date.parse(periodStartsAt), value: limit }, now] },
  ];
  if (forecast === null) return lines;
  const end = { atMs: endMs, value: Math.max(0, limit - forecast.unitsAtEnd) };
  const { limitReachedAt } = forecast;
  const empty = limitReachedAt === null ? [] : [{ atMs: Math.max(now.atMs, Date.parse(limitReachedAt)), value: 0 }];
  return [...lines, { label: 'At this pace', form: 'ahead', points: [now, ...empty, end] }];
}
