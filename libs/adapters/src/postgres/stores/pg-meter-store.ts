import {
  LEASE_DIVISOR,
  LEASE_UNITS_MAX,
  type Lease,
  type LeaseRequest,
  type MeterStore,
  type UnspentUnits,
} from '@latchkey/domain';
import { toDate } from '../mappers/instants.js';
import type { Statements } from '../statements.js';

/** `unitsToLease` in SQL, of an expression that says how many units are granted already. */
function unitsToLease(granted: string): string {
  const left = `($4::bigint - (${granted}))`;
  const part = `LEAST(${LEASE_UNITS_MAX}, ${left} / ${LEASE_DIVISOR})`;
  return `CASE WHEN ${left} < $5::bigint THEN 0 ELSE LEAST(${left}, GREATEST($5::bigint, ${part})) END`;
}

/**
 * All is decided by the row as it is when the statement has its lock, so that instances need not agree on anything. The
 * last lease stands in a column only because `RETURNING` knows nothing else of what was there before.
 */
const LEASE = `
  INSERT INTO metered_periods AS known (meter_id, starts_at, ends_at, granted, last_lease)
  VALUES ($1, $2, $3, ${unitsToLease('0')}, ${unitsToLease('0')})
  ON CONFLICT (meter_id, starts_at) DO UPDATE SET
    granted = known.granted - $6::bigint + ${unitsToLease('known.granted - $6::bigint')},
    last_lease = ${unitsToLease('known.granted - $6::bigint')}
  RETURNING granted, last_lease`;

interface LeasedRow {
  readonly granted: string;
  readonly last_lease: string;
}

export class PgMeterStore implements MeterStore {
  constructor(private readonly statements: Statements) {}

  lease(request: LeaseRequest): Promise<Lease> {
    const { meterId, periodStartMs, periodEndMs, limit, unitsMin, unitsReturned } = request;
    return this.statements.run(async (manager) => {
      const values = [meterId, toDate(periodStartMs), toDate(periodEndMs), limit, unitsMin, unitsReturned];
      const [row] = await manager.query<[LeasedRow]>(LEASE, values);
      return { grantedUnits: Number(row.granted), leasedUnits: Number(row.last_lease) };
    });
  }

  granted(meterId: string, periodStartMs: number): Promise<number> {
    return this.statements.run(async (manager) => {
      const [row] = await manager.query<[Pick<LeasedRow, 'granted'>?]>(
        'SELECT granted FROM metered_periods WHERE meter_id = $1 AND starts_at = $2',
        [meterId, toDate(periodStartMs)],
      );
      return Number(row?.granted ?? 0);
    });
  }

  giveBack(unspent: readonly UnspentUnits[]): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.query(
        `UPDATE metered_periods SET granted = granted - unspent.units
         FROM unnest($1::text[], $2::timestamptz[], $3::bigint[]) AS unspent (meter_id, starts_at, units)
         WHERE metered_periods.meter_id = unspent.meter_id AND metered_periods.starts_at = unspent.starts_at`,
        [
          unspent.map(({ meterId }) => meterId),
          unspent.map(({ periodStartMs }) => toDate(periodStartMs)),
          unspent.map(({ units }) => units),
        ],
      );
    });
  }

  forget(endedBeforeMs: number, rowsMax: number): Promise<number> {
    return this.statements.run(async (manager) => {
      const [, deleted] = await manager.query<[unknown, number]>(
        `DELETE FROM metered_periods WHERE ctid IN (
           SELECT ctid FROM metered_periods WHERE ends_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
         )`,
        [toDate(endedBeforeMs), rowsMax],
      );
      return deleted;
    });
  }
}
