import { type LeaseRequest, LEASE_UNITS_MAX, type MeterStore, unitsToLease } from '@latchkey/domain';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const aLease = (overrides: Partial<LeaseRequest> = {}): LeaseRequest => ({
  meterId: `quota/day/${nextId('key')}`,
  periodStartMs: TEST_EPOCH_MS,
  periodEndMs: TEST_EPOCH_MS + DAY_MS,
  limit: 100,
  unitsMin: 1,
  unitsReturned: 0,
  ...overrides,
});

export function meterStoreContract(makeDatabase: MakeDatabase): void {
  describe('meter store', () => {
    const db = useDatabase(makeDatabase);
    const meters = (): MeterStore => db().meters;
    const granted = ({ meterId, periodStartMs }: LeaseRequest) => meters().granted(meterId, periodStartMs);

    it('grants a part of what is left, and remembers', async () => {
      const request = aLease();
      expect(await granted(request)).toBe(0);
      expect(await meters().lease(request)).toEqual({ grantedUnits: 10, leasedUnits: 10 });
      expect(await meters().lease(request)).toEqual({ grantedUnits: 19, leasedUnits: 9 });
      expect(await granted(request)).toBe(19);
    });

    it.each([1, 2, 9, 10, 11, 99, 1_000, 12_345, 1_000_000_000])(
      'of a limit of %d grants what the rule says, whatever was granted before',
      async (limit) => {
        const request = aLease({ limit });
        let before = 0;
        for (let round = 0; round < 25; round++) {
          const leasedUnits = unitsToLease(request, before);
          expect(await meters().lease(request)).toEqual({ grantedUnits: before + leasedUnits, leasedUnits });
          before += leasedUnits;
        }
        expect(before).toBeLessThanOrEqual(limit);
      },
    );

    it('grants the last units one by one, and then none', async () => {
      const request = aLease({ limit: 12 });
      const leased = [];
      for (let i = 0; i < 14; i++) leased.push((await meters().lease(request)).leasedUnits);
      expect(leased).toEqual([...Array.from({ length: 12 }, () => 1), 0, 0]);
      expect(await granted(request)).toBe(12);
    });

    it('never grants more at once than a crash may cost', async () => {
      expect(await meters().lease(aLease({ limit: 1_000_000_000 }))).toMatchObject({ leasedUnits: LEASE_UNITS_MAX });
    });

    it('grants at least as many as are asked for, or none', async () => {
      const request = aLease({ limit: 7, unitsMin: 3 });
      expect(await meters().lease(request)).toEqual({ grantedUnits: 3, leasedUnits: 3 });
      expect(await meters().lease(request)).toEqual({ grantedUnits: 6, leasedUnits: 3 });
      expect(await meters().lease(request)).toEqual({ grantedUnits: 6, leasedUnits: 0 });
      expect(await meters().lease({ ...request, unitsMin: 1 })).toEqual({ grantedUnits: 7, leasedUnits: 1 });
      expect(await meters().lease(aLease({ limit: 2, unitsMin: 3 }))).toEqual({ grantedUnits: 0, leasedUnits: 0 });
    });

    it('takes back and grants in one, also where nothing is granted anew', async () => {
      const request = aLease();
      await meters().lease(request);
      expect(await meters().lease({ ...request, unitsReturned: 4 })).toEqual({ grantedUnits: 15, leasedUnits: 9 });
      const tooMany = { ...request, unitsReturned: 5, unitsMin: 91 };
      expect(await meters().lease(tooMany)).toEqual({ grantedUnits: 10, leasedUnits: 0 });
    });

    it('takes back what nobody spent, of several at once, and knows nothing of what it does not know', async () => {
      const [one, other, unknown] = [aLease(), aLease(), aLease()];
      await meters().lease(one);
      await meters().lease(other);
      await meters().giveBack([
        { ...one, units: 4 },
        { ...other, units: 10 },
        { ...unknown, units: 3 },
      ]);
      expect([await granted(one), await granted(other), await granted(unknown)]).toEqual([6, 0, 0]);
    });

    it('counts each meter and each period by itself', async () => {
      const request = aLease();
      const next = { ...request, periodStartMs: request.periodEndMs, periodEndMs: request.periodEndMs + DAY_MS };
      await meters().lease(request);
      expect(await granted(next)).toBe(0);
      await meters().lease({ ...next, unitsMin: 50 });
      expect([await granted(request), await granted(next)]).toEqual([10, 50]);
    });

    it('follows a limit that changes', async () => {
      const request = aLease();
      await meters().lease({ ...request, unitsMin: 30 });
      expect(await meters().lease({ ...request, limit: 30 })).toMatchObject({ leasedUnits: 0 });
      expect(await meters().lease({ ...request, limit: 31 })).toMatchObject({ leasedUnits: 1 });
    });

    it('grants no unit twice to those who ask at the same time', async () => {
      const request = aLease({ limit: 57 });
      const leases = await Promise.all(Array.from({ length: 100 }, () => meters().lease(request)));
      const ends = leases.filter(({ leasedUnits }) => leasedUnits > 0).map(({ grantedUnits }) => grantedUnits);
      expect(new Set(ends).size).toBe(ends.length);
      expect(leases.reduce((sum, { leasedUnits }) => sum + leasedUnits, 0)).toBe(57);
      expect(await granted(request)).toBe(57);
    });

    it('forgets periods that ended before a moment, so many at a time', async () => {
      const old = [1, 2, 3].map(() => aLease({ periodStartMs: 0, periodEndMs: DAY_MS }));
      const recent = aLease({ periodStartMs: DAY_MS, periodEndMs: 2 * DAY_MS });
      for (const request of [...old, recent]) await meters().lease(request);
      expect(await meters().forget(DAY_MS, 10)).toBe(0);
      expect(await meters().forget(DAY_MS + 1, 2)).toBe(2);
      expect(await meters().forget(DAY_MS + 1, 2)).toBe(1);
      expect(await meters().forget(DAY_MS + 1, 2)).toBe(0);
      expect([await granted(old[0]!), await granted(recent)]).toEqual([0, 10]);
    });

    it('what a transaction took is as if it never was, when that is undone', async () => {
      const request = aLease();
      const undone = db().transaction(async (stores) => {
        await stores.meters.lease(request);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await granted(request)).toBe(0);
    });
  });
}
