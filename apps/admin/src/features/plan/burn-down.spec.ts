import type { MeterUseView } from '../../shared/api/model';
import { burnDown } from './burn-down';

const NOW = Date.parse('2026-03-16T00:00:00Z');

const meter = (more: Partial<MeterUseView>): MeterUseView => ({
  name: 'messages_per_month',
  limit: 100,
  period: 'month',
  used: 40,
  remaining: 60,
  periodStartsAt: '2026-03-01T00:00:00Z',
  resetsAt: '2026-04-01T00:00:00Z',
  forecast: { unitsAtEnd: 80, limitReachedAt: null },
  ...more,
});

const values = (more: Partial<MeterUseView>) =>
  burnDown(meter(more), NOW).map(({ label, points }) => [label, points.map(({ value }) => value)]);

it('goes on from now to what will be left', () =>
  expect(values({})).toEqual([
    ['Left so far', [100, 60]],
    ['At this pace', [60, 20]],
  ]));

it('reaches the ground on the day it is used up, and stays there', () => {
  const forecast = { unitsAtEnd: 130, limitReachedAt: '2026-03-25T00:00:00Z' };
  expect(values({ forecast })[1]).toEqual(['At this pace', [60, 0, 0]]);
});

it('looks ahead only where there is a pace to go by', () =>
  expect(values({ forecast: null })).toEqual([['Left so far', [100, 60]]]));

it('never leads below nothing, nor back in time', () => {
  const forecast = { unitsAtEnd: 200, limitReachedAt: '2026-03-10T00:00:00Z' };
  const points = burnDown(meter({ used: 100, remaining: 0, forecast }), NOW).flatMap((line) => line.points);
  expect(Math.min(...points.map(({ value }) => value))).toBe(0);
  expect(points.filter(({ value }) => value === 0).every(({ atMs }) => atMs >= NOW)).toBe(true);
});
