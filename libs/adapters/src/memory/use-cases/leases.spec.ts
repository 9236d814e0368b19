import fc from 'fast-check';
import { LEASE_UNITS_MAX, Leases, type Meter, StoreUnavailableError } from '@latchkey/domain';
import { TEST_EPOCH_MS } from '@latchkey/testing';
import { MemoryDatabase } from '../memory-database.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const aMeter = (overrides: Partial<Meter> = {}): Meter => ({
  id: 'quota/day/key_1',
  name: 'quota',
  limit: 10,
  period: 'day',
  anchorMs: null,
  beganAtMs: null,
  workspaceId: 'ws_1',
  keyId: 'key_1',
  ...overrides,
});

/** Spends as the pipeline does, and says whether it could. */
async function take(leases: Leases, meter: Meter, units = 1, nowMs = TEST_EPOCH_MS): Promise<boolean> {
  for (;;) {
    const cover = leases.cover(meter, units, nowMs);
    if (cover === 'exhausted') return false;
    if (cover === 'covered') {
      leases.spend(meter, units);
      return true;
    }
    await leases.lease(meter, units, nowMs);
  }
}

const takeMany = async (leases: Leases, meter: Meter, times: number, nowMs?: number): Promise<number> =>
  (await Promise.all(Array.from({ length: times }, () => take(leases, meter, 1, nowMs)))).filter(Boolean).length;

/** A database that counts what it is asked, and can be out of reach. */
function aStore() {
  const { meters } = new MemoryDatabase();
  const store = { asked: 0, isDown: false };
  const reach = <T>(ask: () => Promise<T>): Promise<T> => {
    store.asked++;
    return store.isDown ? Promise.reject(new StoreUnavailableError()) : ask();
  };
  return Object.assign(store, {
    lease: (request: Parameters<typeof meters.lease>[0]) => reach(() => meters.lease(request)),
    granted: (id: string, startMs: number) => reach(() => meters.granted(id, startMs)),
    forget: (...asked: Parameters<typeof meters.forget>) => reach(() => meters.forget(...asked)),
    giveBack: (unspent: Parameters<typeof meters.giveBack>[0]) => reach(() => meters.giveBack(unspent)),
  });
}

test.each([1, 7, 100, 1_000])(
  'of many who ask at once against a limit of %d, that many are admitted',
  async (limit) => {
    expect(await takeMany(new Leases(aStore()), aMeter({ limit }), 2_000)).toBe(limit);
  },
);

test('the database is asked now and then, not every time, and no more once a limit is used up', async () => {
  const store = aStore();
  const leases = new Leases(store);
  await takeMany(leases, aMeter({ limit: 1_000 }), 1_000);
  expect(store.asked).toBeLessThan(70);
  const { asked } = store;
  expect(await takeMany(leases, aMeter({ limit: 1_000 }), 100)).toBe(0);
  expect(store.asked).toBe(asked);
});

test('those who wait for the same units ask the database once', async () => {
  const store = aStore();
  await takeMany(new Leases(store), aMeter({ limit: 1_000 }), 100);
  expect(store.asked).toBe(1);
});

test('the next period begins anew, also in the middle of a block', async () => {
  const leases = new Leases(aStore());
  const meter = aMeter({ limit: 100 });
  expect(await takeMany(leases, meter, 55)).toBe(55);
  expect(await takeMany(leases, meter, 200, TEST_EPOCH_MS + DAY_MS)).toBe(100);
});

test('a limit that is lowered holds for the next request, whatever is leased already', async () => {
  const leases = new Leases(aStore());
  expect(await takeMany(leases, aMeter({ limit: 1_000 }), 20)).toBe(20);
  expect(await takeMany(leases, aMeter({ limit: 25 }), 100)).toBe(5);
  expect(await takeMany(leases, aMeter({ limit: 20 }), 100)).toBe(0);
  expect(await takeMany(leases, aMeter({ limit: 40 }), 100)).toBe(15);
});

test('a key that was rotated spends of the same units', async () => {
  const leases = new Leases(aStore());
  const [predecessor, successor] = [aMeter({ limit: 30 }), aMeter({ limit: 30 })];
  const taken = await Promise.all([takeMany(leases, predecessor, 100), takeMany(leases, successor, 100)]);
  expect(taken[0] + taken[1]).toBe(30);
});

test('what was spent for nothing can be spent again, in its own period only', async () => {
  const leases = new Leases(aStore());
  const meter = aMeter({ limit: 3 });
  await takeMany(leases, meter, 3);
  const { resetsAtMs } = leases.standing(meter, 0, TEST_EPOCH_MS);
  leases.giveBack(meter, 1, resetsAtMs);
  expect(await takeMany(leases, meter, 10)).toBe(1);
  leases.giveBack(meter, 1, resetsAtMs - DAY_MS);
  expect(await takeMany(leases, meter, 10)).toBe(0);
});

describe('a process that ends', () => {
  test('in good order returns what it has not spent: nothing is lost', async () => {
    const store = aStore();
    const meter = aMeter({ limit: 1_000 });
    const first = new Leases(store);
    expect(await takeMany(first, meter, 333)).toBe(333);
    await first.returnAll();
    expect(await takeMany(new Leases(store), meter, 2_000)).toBe(667);
  });

  test('by a crash loses what it had leased, and never more than a tenth', async () => {
    const store = aStore();
    const meter = aMeter({ limit: 1_000 });
    expect(await takeMany(new Leases(store), meter, 1)).toBe(1);
    const left = await takeMany(new Leases(store), meter, 2_000);
    expect(left).toBe(900);
  });

  test.each([1, 50, 1_000_000])('by a crash loses at most %d tenths or the largest block', async (limit) => {
    const store = aStore();
    await takeMany(new Leases(store), aMeter({ limit }), 1);
    const used = await new Leases(store).used(aMeter({ limit }), TEST_EPOCH_MS);
    expect(used).toBeLessThanOrEqual(Math.max(1, Math.min(limit / 10, LEASE_UNITS_MAX)));
  });
});

describe('with the database out of reach', () => {
  test('what is at hand is spent, and then nothing is admitted that is not backed', async () => {
    const store = aStore();
    const leases = new Leases(store);
    const meter = aMeter({ limit: 100 });
    await take(leases, meter);
    store.isDown = true;
    for (let i = 0; i < 9; i++) expect(await take(leases, meter)).toBe(true);
    await expect(take(leases, meter)).rejects.toBeInstanceOf(StoreUnavailableError);
    store.isDown = false;
    expect(await takeMany(leases, meter, 200)).toBe(90);
  });

  test('nothing is admitted that was never leased', async () => {
    const store = aStore();
    store.isDown = true;
    const leases = new Leases(store);
    await expect(take(leases, aMeter())).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(leases.cover(aMeter(), 1, TEST_EPOCH_MS)).toBe('unknown');
  });
});

test('use is told to the unit, while it is spent and after a restart', async () => {
  const store = aStore();
  const leases = new Leases(store);
  const meter = aMeter({ limit: 1_000 });
  expect(await leases.used(meter, TEST_EPOCH_MS)).toBe(0);
  for (const used of [1, 2, 3]) {
    await take(leases, meter);
    expect(await leases.used(meter, TEST_EPOCH_MS)).toBe(used);
  }
  await leases.returnAll();
  expect(await new Leases(store).used(meter, TEST_EPOCH_MS)).toBe(3);
  expect(await new Leases(store).used(meter, TEST_EPOCH_MS + DAY_MS)).toBe(0);
});

test('a look learns how a meter stands and takes nothing', async () => {
  const store = aStore();
  const meter = aMeter({ limit: 10 });
  await takeMany(new Leases(store), meter, 4);
  const looking = new Leases(store);
  await looking.learn(meter, TEST_EPOCH_MS);
  expect(looking.standing(meter, 0, TEST_EPOCH_MS).remaining).toBe(6);
  expect(looking.cover(meter, 7, TEST_EPOCH_MS)).toBe('exhausted');
  expect(await takeMany(new Leases(store), meter, 20)).toBe(6);
});

test('use is told without waiting for a lease under way, which may wait for who asks', async () => {
  const store = aStore();
  const meter = aMeter({ limit: 1_000 });
  const leases = new Leases({
    ...store,
    lease: (request) => (hangs ? new Promise(() => undefined) : store.lease(request)),
  });
  let hangs = false;
  await take(leases, meter);
  hangs = true;
  void leases.lease(meter, 500, TEST_EPOCH_MS);
  expect(await leases.used(meter, TEST_EPOCH_MS, store)).toBe(1);
});

test('a look that ends after midnight leaves alone what was leased since', async () => {
  const store = aStore();
  const meter = aMeter({ limit: 100 });
  const leases = new Leases(store);
  const beforeMs = TEST_EPOCH_MS + DAY_MS - 1;
  const looking = leases.learn(meter, beforeMs);
  expect(await take(leases, meter, 1, beforeMs + 1)).toBe(true);
  await looking;
  expect(1 + (await takeMany(leases, meter, 200, beforeMs + 1))).toBe(100);
});

test('a refusal in a new period tells when that one ends', async () => {
  const leases = new Leases(aStore());
  const meter = aMeter({ limit: 10 });
  await take(leases, meter);
  const tomorrowMs = TEST_EPOCH_MS + DAY_MS;
  expect(leases.cover(meter, 11, tomorrowMs)).toBe('exhausted');
  const { remaining, resetMs } = leases.standing(meter, 0, tomorrowMs);
  expect([remaining, resetMs > 0]).toEqual([10, true]);
});

const commands = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant('take' as const), by: fc.nat(2), units: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('takeMany' as const), by: fc.nat(2), times: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), by: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), by: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('limit' as const), limit: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: DAY_MS }) }) },
);

/** `processes` at once on one database; what they admit in each day, and what crashes may have cost at the most. */
async function run(
  processes: number,
  sequence: readonly (typeof commands extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const store = aStore();
  const all = Array.from({ length: processes }, () => new Leases(store));
  let [limit, nowMs, admitted, crashes] = [100, TEST_EPOCH_MS, 0, 0];
  for (const command of sequence) {
    const by = 'by' in command ? command.by % processes : 0;
    if (command.kind === 'pass') {
      const before = Math.floor(nowMs / DAY_MS);
      nowMs += command.ms;
      if (Math.floor(nowMs / DAY_MS) !== before) [admitted, crashes] = [0, 0];
    } else if (command.kind === 'limit') limit = processes === 1 ? command.limit : Math.max(limit, command.limit);
    else if (command.kind === 'crash') {
      crashes++;
      all[by] = new Leases(store);
    } else if (command.kind === 'restart') {
      await all[by]!.returnAll();
      all[by] = new Leases(store);
    } else {
      const units = command.kind === 'take' ? command.units : 1;
      const times = command.kind === 'takeMany' ? command.times : 1;
      const meter = aMeter({ limit });
      const took = await Promise.all(Array.from({ length: times }, () => take(all[by]!, meter, units, nowMs)));
      admitted += took.filter(Boolean).length * units;
      if (took.some(Boolean)) expect(admitted).toBeLessThanOrEqual(limit);
      const blockMax = 30;
      if (processes === 1 && took.includes(false)) {
        expect(admitted + units + crashes * blockMax).toBeGreaterThan(limit);
      }
    }
  }
}

test('whatever happens, one process admits the limit exactly, less what its crashes cost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(commands, { minLength: 5, maxLength: 60 }), (sequence) => run(1, sequence)),
    { numRuns: 300 },
  );
});

test('whatever happens but a lower limit, several processes together never admit more than the limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(commands, { minLength: 5, maxLength: 60 }), (sequence) => run(3, sequence)),
    { numRuns: 300 },
  );
});
