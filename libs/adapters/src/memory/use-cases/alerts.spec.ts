import type { EventType } from '@latchkey/vocabulary';
import { type Database, StoreUnavailableError, type Stores, UsageWriter } from '@latchkey/domain';
import { aMember, aUser } from '@latchkey/testing';
import { beforeTransactions } from './a-policy-world.fixture.js';
import { aCaller } from './a-tenant.fixture.js';
import { anAlertWorld } from './an-alert-world.fixture.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Fired once, told once each way, and not over. */
const FIRED_ONCE = { fired: 1, events: 1, mails: 1, resolved: 0, ends: 0 };
/** The same, when it is over: of the end a webhook hears, and nobody is written to. */
const OVER = { ...FIRED_ONCE, resolved: 1, ends: 1 };
const QUIET = { fired: 0, events: 0, mails: 0, resolved: 0, ends: 0 };

type World = Awaited<ReturnType<typeof anAlertWorld>>;

/** Two weeks of so many requests, and refusals, in the busiest hour of each day. */
async function habits(world: World, key: Parameters<World['count']>[0], requests: number, refusals = 0): Promise<void> {
  const startMs = world.clock.nowMs();
  for (let day = 0; day < 14; day++) {
    if (requests > 0) await world.count(key, startMs + day * DAY_MS + 9 * HOUR_MS, requests);
    if (refusals > 0) await world.count(key, startMs + day * DAY_MS + 9 * HOUR_MS, refusals, 'scope_missing');
  }
  world.clock.set(startMs + 14 * DAY_MS + 10 * HOUR_MS);
}

describe('each kind, from quiet to fired to resolved, with one notification on each channel', () => {
  test('quota_used: until the period ends', async () => {
    const { issue, outcome, look, start, tally, clock, alerts } = await anAlertWorld();
    const { key, secret } = await issue({ quota: { limit: 10, period: 'day' } });
    for (let i = 0; i < 4; i++) await outcome(secret);
    await look();
    expect(await tally('quota_used', 'usage.threshold')).toEqual(QUIET);
    await outcome(secret);
    for (const again of [look, look, start()]) await again();
    expect(await tally('quota_used', 'usage.threshold')).toEqual(FIRED_ONCE);
    expect((await alerts())[0]).toMatchObject({ keyId: key.id, details: { percent: 50, used: 5, limit: 10 } });
    clock.advance(DAY_MS - 1);
    await look();
    expect(await tally('quota_used', 'usage.threshold')).toEqual(FIRED_ONCE);
    clock.advance(1);
    for (const again of [look, look, start()]) await again();
    expect(await tally('quota_used', 'usage.threshold')).toEqual(OVER);
  });

  test('key_expiring: until the key is rotated, or has expired', async () => {
    const { issue, look, start, tally, clock, rotateKey, addressOf, alerts } = await anAlertWorld();
    const expiresAtMs = clock.nowMs() + 40 * DAY_MS;
    const { key } = await issue({ expiresAtMs });
    clock.set(expiresAtMs - 30 * DAY_MS - 1);
    await look();
    expect(await tally('key_expiring', 'api_key.expiring')).toEqual(QUIET);
    clock.advance(1);
    for (const again of [look, look, start()]) await again();
    expect(await tally('key_expiring', 'api_key.expiring')).toEqual(FIRED_ONCE);
    const { key: successor } = await rotateKey.execute(aCaller(), addressOf(key));
    expect(await tally('key_expiring', 'api_key.expiring')).toEqual(OVER);
    clock.set(expiresAtMs - 1);
    await look();
    clock.set(expiresAtMs);
    for (const again of [look, look]) await again();
    const found = await alerts({ keyId: successor.id, kind: 'key_expiring' });
    expect(found).toMatchObject([{ details: { expiresWithinDays: 1 }, resolvedAtMs: expiresAtMs }]);
  });

  test.each(['rotated', 'revoked'])('rotation_due: after 90 days, until the key is %s', async (end) => {
    const { issue, look, start, tally, clock, rotateKey, revokeKey, addressOf, alerts } = await anAlertWorld();
    const { key } = await issue();
    clock.advance(90 * DAY_MS - 1);
    await look();
    expect(await tally('rotation_due', 'api_key.rotation_due')).toEqual(QUIET);
    clock.advance(1);
    for (const again of [look, look, start()]) await again();
    expect(await tally('rotation_due', 'api_key.rotation_due')).toEqual(FIRED_ONCE);
    if (end === 'rotated') await rotateKey.execute(aCaller(), { ...addressOf(key), overlapMs: DAY_MS });
    else await revokeKey.execute(aCaller(), { ...addressOf(key), reason: 'superseded' });
    expect(await tally('rotation_due', 'api_key.rotation_due')).toEqual(OVER);
    clock.advance(90 * DAY_MS);
    await look();
    expect((await alerts({ kind: 'rotation_due' })).map(({ keyId }) => keyId === key.id)).toEqual(
      end === 'rotated' ? [false, true] : [true],
    );
  });

  test('a revocation that was scheduled ends what is firing when it comes into force', async () => {
    const { issue, look, tally, clock, revokeKey, addressOf } = await anAlertWorld();
    const { key } = await issue();
    clock.advance(90 * DAY_MS);
    await look();
    const atMs = clock.nowMs() + DAY_MS;
    await revokeKey.execute(aCaller(), { ...addressOf(key), reason: 'policy', atMs });
    await look();
    expect(await tally('rotation_due', 'api_key.rotation_due')).toEqual(FIRED_ONCE);
    clock.set(atMs);
    await look();
    expect(await tally('rotation_due', 'api_key.rotation_due')).toEqual(OVER);
  });

  test('new_network: after a week of learning, for a week', async () => {
    const { issue, outcome, look, start, tally, clock, alerts } = await anAlertWorld();
    const { key, secret } = await issue();
    clock.advance(30 * DAY_MS);
    await outcome(secret, { clientAddress: '192.0.2.1' });
    clock.advance(7 * DAY_MS - 1);
    await outcome(secret, { clientAddress: '198.51.100.7' });
    await outcome(secret, { clientAddress: '192.0.2.200' });
    await look();
    expect(await tally('new_network', 'api_key.new_network')).toEqual(QUIET);
    clock.advance(1);
    const usedAtMs = clock.nowMs();
    await outcome(secret, { clientAddress: '203.0.113.9' });
    for (const again of [look, look, start()]) await again();
    expect(await tally('new_network', 'api_key.new_network')).toEqual(FIRED_ONCE);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ keyId: key.id, details: { network: '203.0.113.0/24' } });
    await outcome(secret, { clientAddress: '203.0.113.77' });
    clock.set(usedAtMs + 7 * DAY_MS);
    for (const again of [look, look, start()]) await again();
    expect(await tally('new_network', 'api_key.new_network')).toEqual(OVER);
  });

  test('used_after_silence: after 60 days, for a week', async () => {
    const { issue, outcome, look, start, tally, clock } = await anAlertWorld();
    const { secret } = await issue();
    await outcome(secret);
    await look();
    clock.advance(60 * DAY_MS - 1);
    await outcome(secret);
    await look();
    expect(await tally('used_after_silence', 'api_key.used_after_silence')).toEqual(QUIET);
    clock.advance(60 * DAY_MS);
    await outcome(secret);
    await look();
    await outcome(secret);
    for (const again of [look, start()]) await again();
    // By then the key is due for rotation as well, of which there is a mail.
    const tallied = () => tally('used_after_silence', 'api_key.used_after_silence');
    expect(await tallied()).toEqual({ ...FIRED_ONCE, mails: 2 });
    clock.advance(7 * DAY_MS);
    for (const again of [look, look]) await again();
    expect(await tallied()).toEqual({ ...OVER, mails: 2 });
  });

  test.each([
    ['requests_spiking', 'api_key.requests_spiking', 'allowed', 500],
    ['refusals_spiking', 'api_key.refusals_spiking', 'scope_missing', 50],
  ] as const)('%s: beyond three times the usual, until the rate is back', async (kind, type, outcome, usual) => {
    const world = await anAlertWorld();
    const { issue, look, start, tally, clock, count, alerts } = world;
    const { key } = await issue();
    await habits(world, key, outcome === 'allowed' ? usual : 1, outcome === 'allowed' ? 0 : usual);
    const spikeMs = clock.nowMs() - 10 * MINUTE_MS;
    await count(key, spikeMs, 3 * usual, outcome);
    await look();
    expect(await tally(kind, type)).toEqual(QUIET);
    await count(key, spikeMs, 1, outcome);
    for (const again of [look, look, start()]) await again();
    expect(await tally(kind, type)).toEqual(FIRED_ONCE);
    expect((await alerts())[0]).toMatchObject({
      details: { count: 3 * usual + 1, usual, threshold: 3 * usual, windowMs: HOUR_MS },
    });
    clock.set(spikeMs + HOUR_MS + 10 * MINUTE_MS);
    await look();
    expect(await tally(kind, type)).toEqual(FIRED_ONCE);
    clock.advance(MINUTE_MS);
    for (const again of [look, look, start()]) await again();
    expect(await tally(kind, type)).toEqual(OVER);
    await count(key, clock.nowMs() - 5 * MINUTE_MS, 3 * usual + 1, outcome);
    await look();
    expect(await tally(kind, type)).toEqual({ fired: 2, events: 2, mails: 2, resolved: 1, ends: 1 });
  });
});

describe('what is no alert', () => {
  test('a quiet key with more than usual, and a key without habits', async () => {
    const world = await anAlertWorld();
    const [{ key: quiet }, { key: young }] = [await world.issue(), await world.issue()];
    await habits(world, quiet, 2, 1);
    await world.count(quiet, world.clock.nowMs() - MINUTE_MS, 500);
    await world.count(quiet, world.clock.nowMs() - MINUTE_MS, 50, 'scope_missing');
    await world.count(young, world.clock.nowMs() - MINUTE_MS, 100_000);
    await world.look();
    expect(await world.alerts()).toEqual([]);
  });

  test('the first network of a key, the networks of its predecessor, and those of one on the move', async () => {
    const { issue, outcome, look, clock, alerts, rotateKey, addressOf } = await anAlertWorld();
    const { key, secret } = await issue();
    await outcome(secret, { clientAddress: '192.0.2.1' });
    await outcome(secret, { clientAddress: '198.51.100.1' });
    const { secret: next } = await rotateKey.execute(aCaller(), addressOf(key));
    await outcome(next, { clientAddress: '192.0.2.1' });
    await look();
    clock.advance(10 * DAY_MS);
    await outcome(next, { clientAddress: '198.51.100.1' });
    const { secret: moving } = await issue();
    for (let i = 0; i < 20; i++) await outcome(moving, { clientAddress: `10.0.${i}.1` });
    await look();
    clock.advance(10 * DAY_MS);
    await outcome(moving, { clientAddress: '10.1.0.1' });
    await look();
    expect(await alerts()).toEqual([]);
  });

  test('what a rule is off for, until it is on', async () => {
    const { issue, look, clock, alerts, rule } = await anAlertWorld();
    await rule({ rotation_due: { enabled: false } });
    await issue();
    clock.advance(100 * DAY_MS);
    await look();
    expect(await alerts()).toEqual([]);
    await rule({ rotation_due: { enabled: true } });
    await look();
    expect(await alerts()).toHaveLength(1);
  });

  test('percents and days that a rule leaves out', async () => {
    const { issue, outcome, look, clock, alerts, rule } = await anAlertWorld();
    await rule({ quota_used: { percents: [80] }, key_expiring: { days: [1] } });
    const { secret } = await issue({ quota: { limit: 10, period: 'day' }, expiresAtMs: clock.nowMs() + 8 * DAY_MS });
    for (let i = 0; i < 10; i++) await outcome(secret);
    for (let day = 0; day < 8; day++, clock.advance(DAY_MS)) await look();
    expect((await alerts()).map(({ kind, details }) => details['percent'] ?? kind).sort()).toEqual([
      80,
      'key_expiring',
    ]);
  });
});

describe('silence', () => {
  const dueKeys = async (world: World) => {
    const { key, secret } = await world.issue({ quota: { limit: 2, period: 'day' } });
    await world.outcome(secret);
    await world.look();
    const [alert] = await world.alerts({ keyId: key.id });
    return { key, secret, alert: alert!, address: { workspaceId: alert!.workspaceId, alertId: alert!.id } };
  };

  test('an alert of a silenced kind and key is recorded and told nowhere, nor is its end', async () => {
    const world = await anAlertWorld();
    const { secret, address, key } = await dueKeys(world);
    await world.silenceAlert.silence(aCaller(), address, null);
    await world.outcome(secret);
    await world.look();
    const found = await world.alerts({ keyId: key.id });
    const toldBy = Object.fromEntries(found.map((one) => [String(one.details['percent']), one.toldBy]));
    expect(toldBy).toEqual({ 50: ['webhook', 'mail'], 80: [], 100: [] });
    world.clock.advance(DAY_MS);
    await world.look();
    expect(await world.tally('quota_used', 'usage.threshold')).toEqual({
      fired: 3,
      events: 1,
      mails: 1,
      resolved: 3,
      ends: 0,
    });
  });

  test('runs out, or is taken back, and concerns no other key', async () => {
    const world = await anAlertWorld();
    const { secret, address } = await dueKeys(world);
    await world.silenceAlert.silence(aCaller(), address, world.clock.nowMs() + DAY_MS);
    await dueKeys(world);
    expect((await world.told('usage.threshold')).length).toBe(2);
    world.clock.advance(DAY_MS);
    await world.outcome(secret);
    await world.look();
    expect((await world.told('usage.threshold')).length).toBe(3);
    await world.silenceAlert.silence(aCaller(), address, null);
    await world.silenceAlert.unsilence(aCaller(), address);
    world.clock.advance(DAY_MS);
    await world.outcome(secret);
    await world.look();
    expect((await world.told('usage.threshold')).length).toBe(4);
    expect((await world.audited()).filter(({ action }) => action.startsWith('alert.'))).toHaveLength(3);
  });

  test('of a whole rule holds until its time, and without channels for good', async () => {
    const world = await anAlertWorld();
    await world.rule({ quota_used: { silencedUntilMs: world.clock.nowMs() + DAY_MS } });
    await dueKeys(world);
    expect(await world.told('usage.threshold')).toEqual([]);
    world.clock.advance(DAY_MS);
    await dueKeys(world);
    expect((await world.told('usage.threshold')).length).toBe(1);
    await world.rule({ quota_used: { channels: [] } });
    await dueKeys(world);
    expect((await world.told('usage.threshold')).length).toBe(1);
    expect(await world.alerts()).toHaveLength(3);
  });

  test('a time that has passed silences nothing', async () => {
    const world = await anAlertWorld();
    const { address } = await dueKeys(world);
    const past = world.silenceAlert.silence(aCaller(), address, world.clock.nowMs());
    await expect(past).rejects.toMatchObject({ field: 'until' });
  });
});

describe('who is written to', () => {
  test('the owner, the members who are named as long as they are members, and nobody twice', async () => {
    const world = await anAlertWorld();
    const { database, workspace, changeRules, issue, look, clock, mails, owner } = world;
    const member = aUser();
    await database.users.insert(member);
    await database.members.insert(aMember({ workspaceId: workspace.id, userId: member.id, role: 'viewer' }));
    const mailTo = (userIds: readonly string[] | null) =>
      changeRules.execute(aCaller(), { workspaceId: workspace.id, mailTo: userIds });
    await expect(mailTo([aUser().id])).rejects.toMatchObject({ field: 'mailTo.0' });
    const writtenTo = async () => {
      await issue();
      clock.advance(90 * DAY_MS);
      const before = new Set((await mails()).map(({ id }) => id));
      await look();
      return (await mails()).filter(({ id }) => !before.has(id)).map(({ to }) => to);
    };
    expect(await writtenTo()).toEqual([owner.email]);
    await mailTo([member.id]);
    expect(await writtenTo()).toEqual([member.email]);
    await database.members.remove(workspace.id, member.id, clock.nowMs());
    expect(await writtenTo()).toEqual([owner.email]);
  });

  test('a hundred keys that are due at once are one mail, and an event each', async () => {
    const { issue, look, clock, mails, told } = await anAlertWorld();
    for (let i = 0; i < 100; i++) await issue({ label: i === 0 ? '<b>first</b>' : `Key ${i}` });
    clock.advance(90 * DAY_MS);
    await look();
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/^100 alerts: /);
    expect(mail?.text).toMatch(/And 80 more/);
    expect(mail?.html).not.toContain('<b>');
    expect(await told('api_key.rotation_due')).toHaveLength(100);
  });
});

/** In the middle of a transaction: the record is written, and the event. */
const withoutMails = (database: Database): Database =>
  new Proxy(database, {
    get(target, name: keyof Database) {
      if (name !== 'transaction') return target[name];
      const mails = { ...target.mails, append: () => Promise.reject(new Error('the process ends')) };
      return <T>(work: (stores: Stores) => Promise<T>) => target.transaction((stores) => work({ ...stores, mails }));
    },
  });

describe('through faults', () => {
  const EVENT: EventType = 'api_key.rotation_due';

  test('what could not be written is found again, and what was not told has no record', async () => {
    const world = await anAlertWorld();
    await world.issue();
    world.clock.advance(90 * DAY_MS);
    const broken: Database = beforeTransactions(world.database, () => Promise.reject(new StoreUnavailableError()));
    await expect(world.start(broken)()).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(await world.tally('rotation_due', EVENT)).toEqual(QUIET);
    await expect(world.start(withoutMails(world.database))()).rejects.toThrow('the process ends');
    expect(await world.tally('rotation_due', EVENT)).toEqual(QUIET);
    await world.look();
    expect(await world.tally('rotation_due', EVENT)).toEqual(FIRED_ONCE);
  });

  test('what was over before anybody could tell is recorded as over, and told nowhere', async () => {
    const { issue, outcome, look, clock, alerts, told } = await anAlertWorld();
    const { secret } = await issue({ quota: { limit: 2, period: 'day' } });
    await outcome(secret);
    clock.advance(DAY_MS);
    await look();
    expect(await alerts()).toMatchObject([{ toldBy: [], resolvedAtMs: clock.nowMs() }]);
    expect(await told('usage.threshold')).toEqual([]);
    expect(await told('alert.resolved')).toEqual([]);
  });

  test('use from a network is found by whoever starts within a day of it', async () => {
    const { issue, outcome, look, start, clock, tally, usage, database } = await anAlertWorld();
    const { secret } = await issue();
    await outcome(secret);
    await look();
    clock.advance(10 * DAY_MS);
    await outcome(secret, { clientAddress: '203.0.113.9' });
    // Written, and then the process ended.
    await new UsageWriter(usage, database.usage, 'former').flush();
    clock.advance(DAY_MS - 1);
    await start()();
    expect(await tally('new_network', 'api_key.new_network')).toEqual(FIRED_ONCE);
  });
});
