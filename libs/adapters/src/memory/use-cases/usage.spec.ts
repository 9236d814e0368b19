import {
  type AskedRange,
  type Database,
  LastUses,
  ListUsage,
  MeteredUse,
  ReadUsage,
  RollUpUsage,
  StoreUnavailableError,
  type UsageBatch,
  type UsageRow,
  UsageWriter,
} from '@latchkey/domain';
import { TEST_EPOCH_MS } from '@latchkey/testing';
import { aRotation } from './a-rotation.fixture.js';
import { aCaller } from './a-tenant.fixture.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NEVER = new AbortController().signal;

async function aCountedKey() {
  const world = await aRotation({ rateLimit: { limit: 2, windowMs: 1_000 } });
  const { clock, database, issueKey, workspace } = world;
  const writer = new UsageWriter(world.usage, database.usage, 'writer');
  const meteredUse = new MeteredUse(world.leases, clock);
  const read = new ReadUsage(database, writer, meteredUse, clock);
  const rollUp = new RollUpUsage(database, clock);
  const { key, secret } = await issueKey.execute(aCaller(), { workspaceId: workspace.id, label: 'key' });
  const address = { workspaceId: workspace.id, keyId: key.id };
  return {
    ...world,
    ...address,
    secret,
    writer,
    read,
    rollUp: () => rollUp.execute(NEVER),
    lastUses: new LastUses(database, writer),
    usage: (asked: AskedRange = {}) => read.ofKey(aCaller(), address, asked),
    allowedBy: async (step: 'minute' | 'hour' | 'day', fromMs: number, toMs: number) =>
      (await read.ofKey(aCaller(), address, { step, fromMs, toMs })).totals.allowed,
  };
}

test('what was sent is what is told, by outcome, and each once', async () => {
  const { clock, outcome, secret, usage } = await aCountedKey();
  const told: Record<string, number> = {};
  for (let i = 0; i < 30; i++) {
    if (i % 5 === 0) clock.advance(700);
    const more = i % 3 === 0 ? { requiredScopes: ['keys:write'] as const } : {};
    const result = await outcome(secret, more);
    told[result] = (told[result] ?? 0) + 1;
  }
  expect(Object.keys(told).sort()).toEqual(['allowed', 'rate_limited', 'scope_missing']);
  expect((await usage()).totals).toEqual(told);
  expect((await usage()).totals).toEqual(told);
});

test('dry runs, replays, and what cannot be decided count nothing', async () => {
  const { outcome, records, database, secret, usage } = await aCountedKey();
  await outcome(secret, { metering: 'look' });
  await outcome(secret, { metering: 'leave' });
  await outcome('lk_live_no-key-of-ours');
  records.distrust();
  const recordOf = jest.spyOn(database.keys, 'recordOf').mockRejectedValue(new StoreUnavailableError());
  await expect(outcome(secret)).rejects.toBeInstanceOf(StoreUnavailableError);
  recordOf.mockRestore();
  expect(await usage()).toMatchObject({ totals: { allowed: 0 }, lastUsedAtMs: null, networks: [] });
});

test('a request that counts as several on the meters is one request', async () => {
  const { outcome, secret, usage } = await aCountedKey();
  await outcome(secret, { cost: 2 });
  expect((await usage()).totals).toEqual({ allowed: 1 });
});

test('there is a point for every step, also where nothing happened', async () => {
  const { clock, outcome, secret, usage } = await aCountedKey();
  await outcome(secret);
  clock.advance(3 * HOUR_MS);
  await outcome(secret);
  const { points } = await usage({ fromMs: TEST_EPOCH_MS - HOUR_MS });
  expect(points).toEqual(
    [0, 1, 0, 0, 1].map((allowed, at) => ({ atMs: TEST_EPOCH_MS + (at - 1) * HOUR_MS, outcomes: { allowed } })),
  );
});

test('the last use is known at once, and again when it is written', async () => {
  const { clock, keyId, lastUses, outcome, secret, writer } = await aCountedKey();
  expect(await lastUses.of([keyId])).toEqual(new Map());
  await outcome(secret);
  expect(await lastUses.of([keyId, 'key_other'])).toEqual(new Map([[keyId, TEST_EPOCH_MS]]));
  await writer.flush();
  expect(await lastUses.of([keyId])).toEqual(new Map([[keyId, TEST_EPOCH_MS]]));
  clock.advance(5);
  await outcome(secret);
  await outcome(secret, { requiredScopes: ['keys:write'] });
  expect(await lastUses.of([keyId])).toEqual(new Map([[keyId, TEST_EPOCH_MS + 5]]));
});

test('a batch whose outcome nobody knows counts once, whether or not it was written', async () => {
  for (const wasWritten of [true, false]) {
    const { database, outcome, secret, usage, writer } = await aCountedKey();
    await outcome(secret);
    const write = database.usage.write.bind(database.usage);
    const lost = jest.spyOn(database.usage, 'write').mockImplementation(async (batch: UsageBatch) => {
      if (wasWritten) await write(batch);
      throw new StoreUnavailableError();
    });
    await expect(writer.flush()).rejects.toBeInstanceOf(StoreUnavailableError);
    await outcome(secret);
    lost.mockRestore();
    expect((await usage()).totals).toEqual({ allowed: 2 });
  }
});

test('the table of a workspace has a row for every step, key and outcome, however many looks it takes', async () => {
  const { clock, database, issueKey, keyId, outcome, secret, workspaceId, writer } = await aCountedKey();
  // Ids sort by time.
  clock.advance(1);
  const { key: other, secret: second } = await issueKey.execute(aCaller(), { workspaceId, label: '=other' });
  await outcome(secret);
  await outcome(secret);
  await outcome(secret);
  await outcome(second);
  clock.advance(40 * HOUR_MS);
  await outcome(secret);
  const list = new ListUsage(database, writer, clock);
  const parts = await list.execute(aCaller(), workspaceId, { fromMs: TEST_EPOCH_MS });
  const rows: UsageRow[] = [];
  for await (const part of parts) rows.push(...part);
  const row = (atMs: number, key: { keyId: string; label: string }, outcome: string, count: number) => ({
    ...{ atMs, outcome, count, ...key },
  });
  const [one, two] = [
    { keyId, label: 'key' },
    { keyId: other.id, label: '=other' },
  ];
  expect(rows).toEqual([
    row(TEST_EPOCH_MS, one, 'allowed', 2),
    row(TEST_EPOCH_MS, one, 'rate_limited', 1),
    row(TEST_EPOCH_MS, two, 'allowed', 1),
    row(TEST_EPOCH_MS + 40 * HOUR_MS, one, 'allowed', 1),
  ]);
  await expect(list.execute(aCaller(), 'ws_unknown', {})).rejects.toMatchObject({ code: 'not_found' });
  await expect(list.execute(aCaller(), workspaceId, { fromMs: 0 })).rejects.toMatchObject({ field: 'from' });
});

test('a workspace’s usage is that of its keys, the busiest first', async () => {
  const { clock, issueKey, keyId, outcome, read, secret, workspaceId } = await aCountedKey();
  const other = await issueKey.execute(aCaller(), { workspaceId, label: 'other' });
  await outcome(secret);
  clock.advance(1_000);
  for (let i = 0; i < 3; i++) await outcome(other.secret);
  const usage = await read.ofWorkspace(aCaller(), workspaceId, {}, 10);
  expect(usage).toMatchObject({
    totals: { allowed: 3, rate_limited: 1 },
    lastUsedAtMs: TEST_EPOCH_MS + 1_000,
    networks: [{ network: '192.0.2.0/24', count: 3 }],
    keys: [
      { keyId: other.key.id, totals: { allowed: 2, rate_limited: 1 }, lastUsedAtMs: TEST_EPOCH_MS + 1_000 },
      { keyId, totals: { allowed: 1 }, lastUsedAtMs: TEST_EPOCH_MS },
    ],
  });
  expect((await read.ofWorkspace(aCaller(), workspaceId, {}, 1)).keys).toHaveLength(1);
});

test('another workspace’s usage, and that of a key elsewhere, is nobody’s', async () => {
  const { keyId, read, workspaceId } = await aCountedKey();
  const stranger = aCaller({ workspaceId: 'ws_other' });
  for (const ask of [
    () => read.ofKey(stranger, { workspaceId, keyId }, {}),
    () => read.ofWorkspace(stranger, workspaceId, {}, 1),
    () => read.ofKey(aCaller(), { workspaceId: 'ws_other', keyId }, {}),
    () => read.ofWorkspace(aCaller(), 'ws_other', {}, 1),
  ]) {
    await expect(ask()).rejects.toMatchObject({ name: 'NotFoundError' });
  }
});

describe('rolling up', () => {
  test('over the borders of hours and days changes no total of an hour or a day', async () => {
    const { allowedBy, clock, outcome, rollUp, secret, usage } = await aCountedKey();
    // The last minute of a day, the first of the next, and the last and the first of an hour.
    for (const atMs of [DAY_MS - 1, DAY_MS, DAY_MS + HOUR_MS - 1, DAY_MS + HOUR_MS]) {
      clock.set(TEST_EPOCH_MS + atMs);
      await outcome(secret);
    }
    await usage();
    const told = async () => {
      const day = (at: number) => [TEST_EPOCH_MS + at * DAY_MS, TEST_EPOCH_MS + (at + 1) * DAY_MS] as const;
      const hour = (at: number) =>
        [TEST_EPOCH_MS + DAY_MS + at * HOUR_MS, TEST_EPOCH_MS + DAY_MS + (at + 1) * HOUR_MS] as const;
      return {
        days: [await allowedBy('day', ...day(0)), await allowedBy('day', ...day(1))],
        hours: [
          await allowedBy('hour', ...hour(-1)),
          await allowedBy('hour', ...hour(0)),
          await allowedBy('hour', ...hour(1)),
        ],
      };
    };
    const before = { days: [1, 3], hours: [1, 2, 1] };
    for (const days of [1, 3, 4, 5]) {
      clock.set(TEST_EPOCH_MS + days * DAY_MS + 61 * MINUTE_MS);
      await rollUp();
      expect(await told()).toEqual(before);
    }
    clock.set(TEST_EPOCH_MS + 92 * DAY_MS);
    await rollUp();
    expect((await told().catch((error: unknown) => error)) as object).toMatchObject({ field: 'to' });
    expect(await allowedBy('day', TEST_EPOCH_MS, TEST_EPOCH_MS + 2 * DAY_MS)).toBe(4);
  });

  test('keeps two days of minutes, ninety of hours, 25 months of days, and no more', async () => {
    const { clock, database, keyId, outcome, rollUp, secret, usage, workspaceId } = await aCountedKey();
    await outcome(secret);
    await usage();
    const stepsLeft = async () => {
      const left = { minute: 0, hour: 0, day: 0 };
      for (const { step } of database.tables.usageCounts.all()) left[step]++;
      return left;
    };
    const after = async (ms: number) => {
      clock.set(TEST_EPOCH_MS + ms);
      await rollUp();
      return stepsLeft();
    };
    expect(await after(2 * DAY_MS + HOUR_MS - 1)).toEqual({ minute: 1, hour: 0, day: 0 });
    expect(await after(2 * DAY_MS + HOUR_MS)).toEqual({ minute: 0, hour: 1, day: 0 });
    expect(await after(91 * DAY_MS - 1)).toEqual({ minute: 0, hour: 1, day: 0 });
    expect(await after(91 * DAY_MS)).toEqual({ minute: 0, hour: 0, day: 1 });
    expect(await after(763 * DAY_MS - 1)).toEqual({ minute: 0, hour: 0, day: 1 });
    expect(await after(763 * DAY_MS)).toEqual({ minute: 0, hour: 0, day: 0 });
    expect(await database.usage.lastUse({ workspaceId, keyId })).toBe(TEST_EPOCH_MS);
  });

  test('after a pause of years does it all at once', async () => {
    const { clock, database, outcome, rollUp, secret, usage } = await aCountedKey();
    for (const days of [0, 1_000, 1_800]) {
      clock.set(TEST_EPOCH_MS + days * DAY_MS);
      await outcome(secret);
      await usage();
    }
    clock.set(TEST_EPOCH_MS + 1_801 * DAY_MS);
    await rollUp();
    const left = [...database.tables.usageCounts.all()];
    expect(left.map(({ step, atMs }) => [step, (atMs - TEST_EPOCH_MS) / DAY_MS])).toEqual([['minute', 1_800]]);
  });

  test('what is counted late for minutes that have moved on is not lost', async () => {
    const { allowedBy, clock, outcome, rollUp, secret, usage } = await aCountedKey();
    await outcome(secret);
    await usage();
    await outcome(secret);
    clock.advance(3 * DAY_MS);
    await rollUp();
    await usage();
    await rollUp();
    expect(await allowedBy('hour', TEST_EPOCH_MS, TEST_EPOCH_MS + HOUR_MS)).toBe(2);
  });

  test('is broken off after any piece, and goes on from there', async () => {
    const { allowedBy, clock, database, outcome, secret, usage } = await aCountedKey();
    for (let minute = 0; minute < 5; minute++) {
      await outcome(secret);
      clock.advance(MINUTE_MS);
    }
    await usage();
    clock.advance(100 * DAY_MS);
    for (let pieces = 0; pieces < 6; pieces++) {
      const stop = new AbortController();
      let left = pieces;
      const pausing = {
        ...database.usage,
        rollUp: (...piece: Parameters<Database['usage']['rollUp']>) => {
          if (left-- <= 0) stop.abort();
          return database.usage.rollUp(piece[0], piece[1], 2);
        },
        forget: () => Promise.resolve(0),
      };
      await new RollUpUsage({ ...database, usage: pausing }, clock).execute(stop.signal);
      expect(await allowedBy('day', TEST_EPOCH_MS, TEST_EPOCH_MS + DAY_MS)).toBe(5);
    }
    expect(new Set([...database.tables.usageCounts.all()].map(({ step }) => step))).toEqual(new Set(['day']));
  });

  test('forgets scopes after 90 days without a use', async () => {
    const { clock, outcome, rollUp, secret, usage } = await aCountedKey();
    const used = async () => (await usage()).scopes.map(({ scope }) => scope);
    await outcome(secret, { requiredScopes: ['messages:read'] });
    await usage();
    clock.advance(1_000);
    await outcome(secret, { requiredScopes: ['devices:read'] });
    expect(await used()).toEqual(['devices:read', 'messages:read']);
    clock.set(TEST_EPOCH_MS + 90 * DAY_MS + 1);
    await rollUp();
    expect(await used()).toEqual(['devices:read']);
  });

  test('forgets networks after 90 days without a use', async () => {
    const { clock, outcome, rollUp, secret, usage } = await aCountedKey();
    await outcome(secret, { clientAddress: '198.51.100.1' });
    clock.advance(1_000);
    await outcome(secret);
    await usage();
    clock.set(TEST_EPOCH_MS + 90 * DAY_MS + 1_000);
    await rollUp();
    expect((await usage()).networks).toMatchObject([{ network: '192.0.2.0/24' }]);
  });
});

test('a key tells what is used of its quota, to the unit and from the first moment on', async () => {
  const { outcome, secret, clock, usage, updateKey, workspaceId, keyId } = await aCountedKey();
  expect((await usage()).meters).toEqual([]);
  await updateKey.execute(aCaller(), { workspaceId, keyId, quota: { limit: 100, period: 'month' } });
  const quota = { name: 'quota', limit: 100, period: 'month', resetsAtMs: Date.UTC(2026, 1, 1) };
  expect((await usage()).meters).toMatchObject([{ ...quota, used: 0, remaining: 100 }]);
  for (let i = 0; i < 3; i++) {
    await outcome(secret);
    clock.advance(1_000);
  }
  expect((await usage()).meters).toMatchObject([{ ...quota, used: 3, remaining: 97 }]);
  await updateKey.execute(aCaller(), { workspaceId, keyId, quota: { limit: 2, period: 'month' } });
  expect((await usage()).meters).toMatchObject([{ ...quota, limit: 2, used: 3, remaining: 0 }]);
});

test('a workspace tells what is used of its allowances', async () => {
  const { outcome, secret, read, updateWorkspace, workspaceId } = await aCountedKey();
  const overrides = { dailyLimit: 10, messagesPerMonth: 5 };
  await updateWorkspace.execute(aCaller(), { workspaceId, overrides });
  await outcome(secret, { messages: 1 });
  await outcome(secret);
  expect((await read.ofWorkspace(aCaller(), workspaceId, {}, 1)).meters).toMatchObject([
    { name: 'daily_limit', limit: 10, used: 2 },
    { name: 'messages_per_month', limit: 5, used: 1 },
  ]);
});

test('what was metered is forgotten when two years have passed', async () => {
  const { outcome, secret, clock, rollUp, database, updateKey, workspaceId, keyId } = await aCountedKey();
  await updateKey.execute(aCaller(), { workspaceId, keyId, quota: { limit: 10, period: 'day' } });
  await outcome(secret);
  const granted = () => database.meters.granted(`quota/day/${keyId}`, TEST_EPOCH_MS - (TEST_EPOCH_MS % DAY_MS));
  expect(await granted()).toBe(1);
  clock.advance(762 * DAY_MS);
  await rollUp();
  expect(await granted()).toBe(1);
  clock.advance(2 * DAY_MS);
  await rollUp();
  expect(await granted()).toBe(0);
});
