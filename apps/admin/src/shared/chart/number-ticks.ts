/** Steps that people count in, within a power of ten. */
const ROUND = [1, 2, 2.5, 5, 10] as const;

/**
 * Round values from 0 to the first that is not below `max`, at most `countMax` of them above 0. Where things are counted
 * there is nothing between one and the next.
 */
export function numberTicks(max: number, countMax: number): number[] {
  const least = Math.max(max, 1) / Math.max(1, countMax);
  const power = 10 ** Math.floor(Math.log10(least));
  const rough = (ROUND.find((factor) => factor * power >= least * (1 - Number.EPSILON)) ?? 10) * power;
  const step = Math.max(1, Number.isInteger(rough) ? rough : Math.ceil(rough));
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, place) => place * step);
}
