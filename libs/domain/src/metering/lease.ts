/** Units of one meter in one period, taken out of the database so that they can be spent without asking it again. */
export interface LeaseRequest {
  readonly meterId: string;
  readonly periodStartMs: number;
  readonly periodEndMs: number;
  readonly limit: number;
  /** Fewer are of no use. */
  readonly unitsMin: number;
  /** Units of an earlier lease that go back in the same statement. */
  readonly unitsReturned: number;
}

export interface Lease {
  /** Of the period, to anybody, this lease included. */
  readonly grantedUnits: number;
  /** 0 where fewer than asked for are left. */
  readonly leasedUnits: number;
}

/** Units of an earlier lease that nobody spent. */
export interface UnspentUnits {
  readonly meterId: string;
  readonly periodStartMs: number;
  readonly units: number;
}

/** Of what is left, one lease takes a tenth: the last units are taken one by one, so that somebody is admitted by each. */
export const LEASE_DIVISOR = 10;
/** What a crash may cost a customer with a large limit. */
export const LEASE_UNITS_MAX = 1_000;

/** How many units a lease takes where so many are granted already. */
export function unitsToLease({ limit, unitsMin }: LeaseRequest, grantedUnits: number): number {
  const left = limit - grantedUnits;
  if (left < unitsMin) return 0;
  return Math.min(left, Math.max(unitsMin, Math.min(LEASE_UNITS_MAX, Math.floor(left / LEASE_DIVISOR))));
}
