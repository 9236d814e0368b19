import type { EventType } from '@latchkey/vocabulary';
import { type ApiKey, FireAlerts, TellOfKeyEnds, TellOwners, type WorkspaceEvent } from '@latchkey/domain';
import { SeededRandom } from '@latchkey/testing';
import { aPolicyWorld, DAY_MS } from './a-policy-world.fixture.js';
import { aCaller } from './a-tenant.fixture.js';

const NEVER = new AbortController().signal;

async function setUp() {
  const world = await aPolicyWorld();
  const { database, workspace, clock, issueKey } = world;
  const random = new SeededRandom('ends');
  const fireAlerts = new FireAlerts(new TellOwners(clock, random, false), clock, random);
  const tellOfKeyEnds = new TellOfKeyEnds(database, fireAlerts, clock, random);
  /** Those since the last time, the oldest first. */
  const told = async (): Promise<readonly WorkspaceEvent[]> => {
    const fresh = [...database.tables.events.all()].filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return fresh;
  };
  const seen = new Set<string>();
  return {
    ...world,
    told,
    typesTold: async (): Promise<EventType[]> => (await told()).map(({ type }) => type),
    look: (signal = NEVER) => tellOfKeyEnds.execute(signal),
    issue: (more: object = {}) =>
      issueKey.execute(aCaller(), { workspaceId: workspace.id, label: 'Nightly job', ...more }),
    addressOf: ({ id }: ApiKey) => ({ workspaceId: workspace.id, keyId: id }),
  };
}

describe('what is done to a key', () => {
  test('is told in the words of the API, with neither secret nor fingerprint', async () => {
    const { workspace, told, issue, clock } = await setUp();
    const { key, secret } = await issue({ scopes: ['read'], metadata: { team: 'billing' } });
    const [event, ...more] = await told();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ workspaceId: workspace.id, type: 'api_key.created', occurredAtMs: clock.nowMs() });
    expect(event?.data).toEqual({
      id: key.id,
      workspaceId: workspace.id,
      label: 'Nightly job',
      start: key.start,
      last4: key.last4,
      environment: 'live',
      type: 'production',
      state: 'active',
      scopes: ['read'],
      deviceIds: [],
      appId: null,
      createdAt: new Date(key.createdAtMs).toISOString(),
      expiresAt: null,
      disabledAt: null,
      revokedAt: null,
      reason: null,
      rotatedFrom: null,
      replacedBy: null,
      overlapEndsAt: null,
    });
    const text = JSON.stringify(event);
    for (const hidden of [secret, key.sha256]) expect(text).not.toContain(hidden);
  });

  test('is told of once each, and not where nothing changed', async () => {
    const { issue, typesTold, addressOf, updateKey, pauseKey, rotateKey, revokeKey } = await setUp();
    const { key } = await issue();
    const address = addressOf(key);
    await updateKey.execute(aCaller(), { ...address, label: 'Renamed' });
    await pauseKey.disable(aCaller(), address);
    await pauseKey.disable(aCaller(), address);
    await pauseKey.enable(aCaller(), address);
    expect(await typesTold()).toEqual(['api_key.created', 'api_key.updated', 'api_key.disabled', 'api_key.enabled']);
    const { key: successor } = await rotateKey.execute(aCaller(), address);
    expect(await typesTold()).toEqual(['api_key.created', 'api_key.rotated']);
    await revokeKey.execute(aCaller(), { ...address, reason: 'superseded' });
    await revokeKey.execute(aCaller(), { ...address, reason: 'compromised' });
    expect(await typesTold()).toEqual(['api_key.revoked']);
    await revokeKey.execute(aCaller(), { ...addressOf(successor), reason: 'compromised' });
    expect(await typesTold()).toEqual(['api_key.revoked', 'api_key.leaked']);
  });

  test('of a rotation tells of both keys, and of an overlap that begins or is called off', async () => {
    const { issue, told, addressOf, rotateKey, outcome } = await setUp();
    const { key } = await issue();
    const { key: successor, secret } = await rotateKey.execute(aCaller(), {
      ...addressOf(key),
      overlapStarts: 'first_use',
    });
    const [, created, rotated] = await told();
    expect(created?.data).toMatchObject({ id: successor.id, rotatedFrom: key.id });
    expect(rotated?.data).toMatchObject({ id: key.id, replacedBy: successor.id, overlapEndsAt: null });
    expect(await outcome(secret)).toBe('allowed');
    const [started] = await told();
    expect(started).toMatchObject({ type: 'api_key.updated', data: { id: key.id, overlapEndsAt: expect.any(String) } });
    await rotateKey.cancel(aCaller(), addressOf(key));
    expect(await told()).toMatchObject([{ type: 'api_key.updated', data: { id: key.id, replacedBy: null } }]);
  });

  test('by a policy carries the reason of that', async () => {
    const { told, aKey, setPolicies, run, clock } = await setUp();
    const key = await aKey();
    await setPolicies({ unused: { afterDays: 30, act: 'disable' }, age: { afterDays: 90, act: 'revoke' } });
    clock.advance(30 * DAY_MS);
    await run();
    clock.advance(60 * DAY_MS);
    await run();
    expect(await told()).toMatchObject([
      { type: 'api_key.disabled', data: { id: key.id, state: 'disabled', reason: 'unused' } },
      { type: 'api_key.revoked', data: { id: key.id, state: 'revoked', reason: 'policy' } },
    ]);
  });

  test('is told together with the change, or neither is', async () => {
    const { database, workspace, clock, issue } = await setUp();
    const transaction = database.transaction.bind(database);
    const full = new Error('no room for events');
    const append = () => Promise.reject(full);
    database.transaction = (work) => transaction((stores) => work({ ...stores, events: { ...stores.events, append } }));
    await expect(issue()).rejects.toBe(full);
    const { items } = await database.keys.page({ workspaceId: workspace.id }, { limit: 10 }, clock.nowMs());
    expect(items).toEqual([]);
  });
});

describe('a scheduled revocation', () => {
  test('is an update when it is decided, and a revocation once, when it is in force', async () => {
    const { issue, told, typesTold, addressOf, revokeKey, look, clock } = await setUp();
    const { key } = await issue();
    const atMs = clock.nowMs() + DAY_MS;
    await revokeKey.execute(aCaller(), { ...addressOf(key), reason: 'compromised', atMs });
    expect(await typesTold()).toEqual(['api_key.created', 'api_key.updated']);
    clock.advance(DAY_MS - 1);
    await look();
    expect(await told()).toEqual([]);
    clock.advance(1);
    await look();
    expect(await told()).toMatchObject([
      { type: 'api_key.revoked', data: { id: key.id, state: 'revoked', reason: 'compromised' } },
      { type: 'api_key.leaked' },
    ]);
    for (const byMs of [1, DAY_MS, -3 * DAY_MS, 9 * DAY_MS]) {
      clock.advance(byMs);
      await look();
    }
    expect(await told()).toEqual([]);
  });

  test('that is called off, or brought forward, is not told of again', async () => {
    const { issue, typesTold, addressOf, revokeKey, look, clock } = await setUp();
    const [{ key: calledOff }, { key: broughtForward }] = [await issue(), await issue()];
    for (const key of [calledOff, broughtForward])
      await revokeKey.execute(aCaller(), { ...addressOf(key), reason: 'unused', atMs: clock.nowMs() + DAY_MS });
    await revokeKey.cancel(aCaller(), addressOf(calledOff));
    await revokeKey.execute(aCaller(), { ...addressOf(broughtForward), reason: 'unused' });
    await typesTold();
    clock.advance(2 * DAY_MS);
    await look();
    expect(await typesTold()).toEqual([]);
  });
});

describe('an expiry that comes near', () => {
  const days = async (told: () => Promise<readonly WorkspaceEvent[]>) =>
    (await told()).filter(({ type }) => type === 'api_key.expiring').map(({ data }) => data['expiresWithinDays']);

  test('is told 30, 7 and 1 days before, to the millisecond, and once each', async () => {
    const { issue, told, look, clock } = await setUp();
    const expiresAtMs = clock.nowMs() + 60 * DAY_MS;
    await issue({ expiresAtMs });
    for (const distance of [30, 7, 1]) {
      clock.set(expiresAtMs - distance * DAY_MS - 1);
      await look();
      expect(await days(told)).toEqual([]);
      clock.advance(1);
      await look();
      await look();
      expect(await days(told)).toEqual([distance]);
    }
    for (const atMs of [expiresAtMs - 1, expiresAtMs, expiresAtMs + DAY_MS, expiresAtMs - 40 * DAY_MS]) {
      clock.set(atMs);
      await look();
    }
    expect(await days(told)).toEqual([]);
  });

  test('is told at the nearest distance alone where nobody looked for long, and never after a clock was set back', async () => {
    const { issue, told, look, clock } = await setUp();
    const expiresAtMs = clock.nowMs() + 60 * DAY_MS;
    await issue({ expiresAtMs });
    clock.set(expiresAtMs - 3 * DAY_MS);
    await look();
    expect(await days(told)).toEqual([7]);
    clock.set(expiresAtMs - 20 * DAY_MS);
    await look();
    expect(await days(told)).toEqual([]);
    clock.set(expiresAtMs - 1);
    await look();
    expect(await days(told)).toEqual([1]);
  });

  test.each([
    [0.5, []],
    [1, []],
    [3, [1]],
    [7, [1]],
    [8, [7, 1]],
    [30, [7, 1]],
    [31, [30, 7, 1]],
  ])('of a key that is made for %d days is told at %j', async (lifeDays, expected) => {
    const { issue, told, look, clock } = await setUp();
    const expiresAtMs = clock.nowMs() + lifeDays * DAY_MS;
    await issue({ expiresAtMs });
    const found = [];
    for (; clock.nowMs() < expiresAtMs + DAY_MS; clock.advance(DAY_MS / 4)) {
      await look();
      found.push(...(await days(told)));
    }
    expect(found).toEqual(expected);
  });

  test('is not told of keys that end otherwise: replaced, revoked, or to be', async () => {
    const { issue, told, look, clock, rotateKey, revokeKey, addressOf, pauseKey } = await setUp();
    const expiresAtMs = clock.nowMs() + 10 * DAY_MS;
    const keys = [];
    for (let i = 0; i < 4; i++) keys.push((await issue({ expiresAtMs })).key);
    const [replaced, revoked, scheduled, disabled] = keys.map(addressOf);
    clock.advance(DAY_MS);
    const { key: successor } = await rotateKey.execute(aCaller(), replaced!);
    await revokeKey.execute(aCaller(), { ...revoked!, reason: 'unused' });
    await revokeKey.execute(aCaller(), { ...scheduled!, reason: 'unused', atMs: expiresAtMs - 1 });
    await pauseKey.disable(aCaller(), disabled!);
    clock.advance(3 * DAY_MS);
    await look();
    const expiring = (await told()).filter(({ type }) => type === 'api_key.expiring');
    expect(expiring.map(({ data }) => data['id']).sort()).toEqual([successor.id, disabled!.keyId].sort());
  });

  test('of more keys than a batch holds is told of every one, over as many looks as it takes', async () => {
    const { issue, told, look, clock } = await setUp();
    const expiresAtMs = clock.nowMs() + 10 * DAY_MS;
    for (let i = 0; i < 250; i++) await issue({ expiresAtMs });
    clock.advance(4 * DAY_MS);
    await told();
    expect(await look(AbortSignal.abort())).toBe(0);
    expect(await look()).toBe(250);
    const ids = (await told()).map(({ data }) => data['id']);
    expect(new Set(ids).size).toBe(250);
    expect(ids).toHaveLength(250);
  });
});
