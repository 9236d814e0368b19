import { type Lease, type LeaseRequest, type MeterStore, unitsToLease, type UnspentUnits } from '@latchkey/domain';
import type { MeteredPeriod } from './metered-period.js';
import type { TableAccess } from './table-access.js';

const idOf = (meterId: string, periodStartMs: number): string => `${meterId} ${periodStartMs}`;

export class MemoryMeterStore implements MeterStore {
  constructor(private readonly access: TableAccess) {}

  lease(request: LeaseRequest): Promise<Lease> {
    return this.access.write(({ meters }) => {
      const id = idOf(request.meterId, request.periodStartMs);
      const known = meters.get(id);
      const before = (known?.grantedUnits ?? 0) - request.unitsReturned;
      const leasedUnits = unitsToLease(request, before);
      const period: MeteredPeriod = { id, endMs: request.periodEndMs, grantedUnits: before + leasedUnits };
      if (known === null) meters.insert(period);
      else meters.replace(period);
      return { grantedUnits: period.grantedUnits, leasedUnits };
    });
  }

  granted(meterId: string, periodStartMs: number): Promise<number> {
    return Promise.resolve(this.access.tables.meters.get(idOf(meterId, periodStartMs))?.grantedUnits ?? 0);
  }

  giveBack(unspent: readonly UnspentUnits[]): Promise<void> {
    return this.access.write(({ meters }) => {
      for (const { meterId, periodStartMs, units } of unspent) {
        const known = meters.get(idOf(meterId, periodStartMs));
        if (known !== null) meters.replace({ ...known, grantedUnits: known.grantedUnits - units });
      }
    });
  }

  forget(endedBeforeMs: number, rowsMax: number): Promise<number> {
    return this.access.write(({ meters }) => {
      const leaving = [...meters.all()].filter(({ endMs }) => endMs < endedBeforeMs).slice(0, rowsMax);
      for (const { id } of leaving) meters.remove(id);
      return leaving.length;
    });
  }
}
