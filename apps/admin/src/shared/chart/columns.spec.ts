import { atMost, type Column, stackOf, totalOf } from './columns';

const HOUR_MS = 3_600_000;
const hours = (count: number): Column[] =>
  Array.from({ length: count }, (_, hour) => ({
    fromMs: hour * HOUR_MS,
    toMs: (hour + 1) * HOUR_MS,
    values: [hour, 1],
  }));

describe('columns where there is little room', () => {
  it('stay as they are while they fit', () => expect(atMost(24, hours(24))).toEqual(hours(24)));

  it('are added up in whole quarters of a day, and lose nothing', () => {
    const week = hours(168);
    const merged = atMost(40, week);
    expect(merged).toHaveLength(28);
    expect(merged[1]).toEqual({ fromMs: 6 * HOUR_MS, toMs: 12 * HOUR_MS, values: [51, 6] });
    const sum = (columns: readonly Column[]) => columns.reduce((total, column) => total + totalOf(column), 0);
    expect(sum(merged)).toBe(sum(week));
  });

  it('end where the last one ended, though it holds less', () => {
    const merged = atMost(3, hours(7));
    expect(merged.map(({ toMs }) => toMs / HOUR_MS)).toEqual([3, 6, 7]);
  });

  it.each([1, 20, 75])('are at most %d', (countMax) => {
    for (const count of [1, 24, 168, 1500]) expect(atMost(countMax, hours(count)).length).toBeLessThanOrEqual(countMax);
  });
});

describe('what is stacked', () => {
  it('stands one above the other', () =>
    expect(stackOf([10, 0, 5], 2)).toEqual([
      { foot: 0, height: 20 },
      { foot: 20, height: 0 },
      { foot: 20, height: 10 },
    ]));

  it('keeps one among a million visible', () => expect(stackOf([1_000_000, 1], 0.0001)[1]?.height).toBe(2));
});
