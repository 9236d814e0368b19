/** One meter in one period. */
export interface MeteredPeriod {
  readonly id: string;
  readonly endMs: number;
  readonly grantedUnits: number;
}
