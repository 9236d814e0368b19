import { NO_OVERRIDES } from '../tenancy/workspace.js';
import { termsWithin } from './former-terms.js';

const day = (date: number): number => Date.UTC(2026, 0, date);
const JANUARY = { startMs: day(1), endMs: Date.UTC(2026, 1, 1) };
const workspace = { planId: 'plan_now', overrides: NO_OVERRIDES, createdAtMs: Date.UTC(2025, 5, 1) };
const until = (planId: string, untilMs: number) => ({
  workspaceId: 'ws_1',
  planId,
  overrides: NO_OVERRIDES,
  untilMs,
});
const plansWithin = (span: typeof JANUARY, from: typeof workspace, former: ReturnType<typeof until>[]) =>
  termsWithin(span, from, former).map(({ planId, startMs, endMs }) => [planId, startMs, endMs]);

test('who never changed has been on one plan for all of the month', () => {
  expect(plansWithin(JANUARY, workspace, [])).toEqual([['plan_now', JANUARY.startMs, JANUARY.endMs]]);
});

test('a month begins with the workspace where that came later', () => {
  expect(plansWithin(JANUARY, { ...workspace, createdAtMs: day(9) }, [])).toEqual([
    ['plan_now', day(9), JANUARY.endMs],
  ]);
});

test('terms follow each other without gaps, and those of other months are left out', () => {
  const former = [until('plan_old', day(1) - 5), until('plan_a', day(5)), until('plan_b', day(20))];
  expect(plansWithin(JANUARY, workspace, former)).toEqual([
    ['plan_a', JANUARY.startMs, day(5)],
    ['plan_b', day(5), day(20)],
    ['plan_now', day(20), JANUARY.endMs],
  ]);
  expect(plansWithin(JANUARY, workspace, [until('plan_a', JANUARY.endMs)])).toEqual([
    ['plan_a', JANUARY.startMs, JANUARY.endMs],
  ]);
});

test('terms of no time at all, and a clock that was set back, leave no gap', () => {
  const former = [until('plan_a', day(5)), until('plan_b', day(5)), until('plan_c', day(3)), until('plan_d', day(6))];
  expect(plansWithin(JANUARY, workspace, former)).toEqual([
    ['plan_a', JANUARY.startMs, day(5)],
    ['plan_d', day(5), day(6)],
    ['plan_now', day(6), JANUARY.endMs],
  ]);
});
