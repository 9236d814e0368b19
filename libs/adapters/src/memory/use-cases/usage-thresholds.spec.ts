import {
  type Database,
  FireAlerts,
  Leases,
  type Meter,
  StoreUnavailableError,
  TellOfUsage,
  TellOwners,
} from '@latchkey/domain';
import { ManualClock, SeededRandom } from '@latchkey/testing';
import { aTenant } from './a-tenant.fixture.js';

const DAY_MS = 24 * 60 * 60 * 1000;

async function setUp() {
  const clock = new ManualClock();
  const random = new SeededRandom('usage');
  const { database, workspace } = await aTenant();
  const meter = (overrides: Partial<Meter> = {}): Meter => ({
    id: 'quota/day/key_1',
    name: 'quota',
    limit: 10,
    period: 'day',
    anchorMs: null,
    beganAtMs: null,
    workspaceId: workspace.id,
    keyId: 'key_1',
    ...overrides,
  });
  /** As after a start: what is in memory is new, what is in the database is not. */
  const start = (over: Pick<Database, 'transaction'> = database) => {
    const leases = new Leases(database.meters);
    const fireAlerts = new FireAlerts(new TellOwners(clock, random, false), clock, random);
    const tellOfUsage = new TellOfUsage(over, leases, fireAlerts);
    const take = async (of: Meter, units = 1): Promise<boolean> => {
      for (;;) {
        const cover = leases.cover(of, units, clock.nowMs());
        if (cover === 'exhausted') return false;
        if (cover === 'covered') {
          leases.spend(of, units);
          return true;
        }
        await leases.lease(of, units, clock.nowMs());
      }
    };
    return { leases, take, tell: () => tellOfUsage.execute() };
  };
  /** In the order in which they were written. */
  const events = async () => [...database.tables.events.all()];
  const percents = async () => (await events()).map(({ data }) => data['percent']);
  return { clock, database, workspace, meter, start, events, percents };
}

test('50, 80 and 100 percent are told once each, as soon as they are reached and not before', async () => {
  const { meter, start, percents } = await setUp();
  const { take, tell } = start();
  const told = [];
  for (let unit = 1; unit <= 12; unit++) {
    await take(meter());
    await tell();
    told.push((await percents()).length);
  }
  expect(told).toEqual([0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3]);
  expect(await percents()).toEqual([50, 80, 100]);
});

test('what is told is whose limit it is, how much of it is used, and until when', async () => {
  const { clock, workspace, meter, start, events } = await setUp();
  const { take, tell } = start();
  await take(meter(), 6);
  await take(meter({ id: 'daily_limit/ws', name: 'daily_limit', keyId: null }), 5);
  await tell();
  const period = {
    periodStartsAt: new Date(clock.nowMs()).toISOString(),
    periodEndsAt: new Date(clock.nowMs() + DAY_MS).toISOString(),
  };
  expect(await events()).toMatchObject([
    { workspaceId: workspace.id, type: 'usage.threshold' },
    { workspaceId: workspace.id, type: 'usage.threshold' },
  ]);
  const alertId = expect.stringMatching(/^alr_/) as unknown;
  expect((await events()).map(({ data }) => data)).toEqual([
    { meter: 'quota', limit: 10, used: 6, percent: 50, ...period, keyId: 'key_1', alertId },
    { meter: 'daily_limit', limit: 10, used: 5, percent: 50, ...period, alertId },
  ]);
});

test('all that one request passes is told', async () => {
  const { meter, start, percents } = await setUp();
  const { take, tell } = start();
  await take(meter(), 9);
  await tell();
  expect(await percents()).toEqual([50, 80]);
});

test('a restart tells of nothing again, and of what was reached and not told', async () => {
  const { meter, start, percents } = await setUp();
  const first = start();
  await first.take(meter(), 5);
  await first.tell();
  await first.take(meter(), 3);
  await first.leases.returnAll();
  const second = start();
  await second.take(meter());
  await second.tell();
  expect(await percents()).toEqual([50, 80]);
  const third = start();
  await third.take(meter());
  await third.tell();
  expect(await percents()).toEqual([50, 80, 100]);
});

test('the next period begins anew', async () => {
  const { clock, meter, start, percents } = await setUp();
  const { take, tell } = start();
  await take(meter(), 5);
  await tell();
  clock.advance(DAY_MS);
  await take(meter(), 4);
  await tell();
  expect(await percents()).toEqual([50]);
  await take(meter());
  await tell();
  expect(await percents()).toEqual([50, 50]);
});

test('a limit that is lowered below what is used is told with the next request, although that is refused', async () => {
  const { meter, start, percents } = await setUp();
  const { take, tell } = start();
  await take(meter({ limit: 100 }), 40);
  await tell();
  expect(await percents()).toEqual([]);
  expect(await take(meter({ limit: 40 }))).toBe(false);
  await tell();
  expect(await percents()).toEqual([50, 80, 100]);
});

test('keys of one lineage that count under different limits in turn are told of once', async () => {
  const { meter, start, percents } = await setUp();
  const { take, leases } = start();
  for (let i = 0; i < 20; i++) await take(meter({ limit: i % 2 === 0 ? 20 : 1_000 }));
  const percentsNoticed = leases.takeCrossings().map(({ percent }) => percent);
  expect(percentsNoticed).toEqual([50, 80]);
  expect(await percents()).toEqual([]);
});

test('what cannot be written is kept, and told when it can be', async () => {
  const { database, meter, start, percents } = await setUp();
  let isDown = true;
  const transaction: Database['transaction'] = (work) =>
    isDown ? Promise.reject(new StoreUnavailableError()) : database.transaction(work);
  const { take, tell } = start({ transaction });
  await take(meter(), 8);
  await expect(tell()).rejects.toBeInstanceOf(StoreUnavailableError);
  await take(meter(), 2);
  await expect(tell()).rejects.toBeInstanceOf(StoreUnavailableError);
  isDown = false;
  await tell();
  await tell();
  expect(await percents()).toEqual([50, 80, 100]);
});
