import { numberTicks } from './number-ticks';

describe('values beside a chart are round, few, and reach as far as what is drawn', () => {
  it.each<[number, number, number[]]>([
    [0, 4, [0, 1]],
    [1, 4, [0, 1]],
    [3, 4, [0, 1, 2, 3]],
    [7, 4, [0, 2, 4, 6, 8]],
    [9, 4, [0, 3, 6, 9]],
    [100, 4, [0, 25, 50, 75, 100]],
    [101, 4, [0, 50, 100, 150]],
    [960, 4, [0, 250, 500, 750, 1000]],
    [1_000_000, 2, [0, 500_000, 1_000_000]],
  ])('up to %d in at most %d', (max, countMax, ticks) => expect(numberTicks(max, countMax)).toEqual(ticks));

  it('never has more than were asked for, nor ends below what is drawn', () => {
    for (let max = 1; max < 5_000; max += 7) {
      const ticks = numberTicks(max, 4);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    }
  });
});
