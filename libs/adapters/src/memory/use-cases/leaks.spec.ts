import type { LeakPolicy } from '@latchkey/vocabulary';
import {
  type Api,
  type ApiKey,
  ChangeKey,
  checkedFormat,
  type Database,
  EndLeakedKey,
  GuessThrottle,
  KeyGate,
  leakPlace,
  type LeakReport,
  type RecordInvalidation,
  RevokeAtDesk,
  RevokePresentedKey,
  StartOverlap,
  StoreUnavailableError,
  TakeLeakReports,
  TellOwners,
} from '@latchkey/domain';
import { aMember, anApiKey, aUser, SeededRandom, sha256Of } from '@latchkey/testing';
import { aRotation } from './a-rotation.fixture.js';
import { aCaller } from './a-tenant.fixture.js';

const FORMAT = checkedFormat('lk');
const ORIGIN = { address: '192.0.2.9', requestId: 'reported' };
const SCANNER = 'GitHub secret scanning';

async function setUp(leakPolicy: LeakPolicy = 'revoke') {
  const world = await aRotation();
  const { api, clock, database, records, leases, usage, workspace, issueKey } = world;
  const random = new SeededRandom('leaks');
  const dropped: string[] = [];
  const never = (): Promise<never> => Promise.reject(new Error('nothing but keys changes here'));
  const invalidation: RecordInvalidation = {
    keyChanged: async (sha256, outcome) => {
      dropped.push(sha256);
      records.dropKey(sha256, outcome);
    },
    workspaceChanged: never,
    planChanged: never,
    personChanged: never,
    apisChanged: never,
  };
  const owner = aUser({ role: null, email: 'owner@example.com' });
  await database.users.insert(owner);
  await database.members.insert(aMember({ workspaceId: workspace.id, userId: owner.id, role: 'owner' }));
  const judge = (policy: LeakPolicy): Promise<void> => {
    const changed: Api = { ...api, defaults: { ...api.defaults, leakPolicy: policy } };
    return database.apis.update(changed);
  };
  await judge(leakPolicy);
  const changeKey = new ChangeKey(database, invalidation, clock, random);
  const endKey = new EndLeakedKey(changeKey, new TellOwners(clock, random, true));
  const take = new TakeLeakReports(database, changeKey, endKey);
  const gate = new KeyGate(records, clock, leases, new StartOverlap(changeKey), usage);
  const throttle = new GuessThrottle(gate, records, clock);
  return {
    ...world,
    judge,
    changeKey,
    endKey,
    dropped,
    report: (reports: readonly LeakReport[]) => take.execute(ORIGIN, SCANNER, reports),
    presented: new RevokePresentedKey(throttle, endKey, clock, [FORMAT]),
    desk: new RevokeAtDesk(database, endKey),
    issue: (label = 'Nightly job') => issueKey.execute(aCaller(), { workspaceId: workspace.id, label }),
    aKey: async (overrides: Partial<ApiKey> = {}) => {
      const key = anApiKey({ apiId: api.id, workspaceId: workspace.id, ...overrides });
      await database.keys.insert(key);
      return key;
    },
    subjects: () => [...database.tables.mails.all()].map(({ to, subject }) => `${to} ${subject}`),
    typesTold: () =>
      [...database.tables.events.all()].map(({ type }) => type).filter((type) => type !== 'api_key.created'),
  };
}

const found = (sha256: string, url = 'https://github.com/o/r'): LeakReport => ({
  sha256,
  place: leakPlace('commit', url, 'a token'),
});

describe('a report of a scanner', () => {
  test.each(['revoke', 'disable', 'notify'] as const)(
    'does by the policy to %s, and says of each what it is',
    async (policy) => {
      const { report, aKey, stored, subjects } = await setUp(policy);
      const [key, other] = [await aKey(), await aKey()];
      const reports = [found(sha256Of('nobody')), found(key.sha256), found(other.sha256)];
      expect(await report(reports)).toEqual([false, true, true]);
      const state = { revoke: 'revocation', disable: 'disabledAtMs', notify: null } as const;
      const changed = state[policy];
      const now = await stored(key.id);
      for (const field of ['revocation', 'disabledAtMs'] as const)
        expect(now?.[field] !== null).toBe(field === changed);
      expect(subjects()).toHaveLength(2);
    },
  );

  test('goes by the policy that holds when the key is locked', async () => {
    const { report, judge, outcome, issue } = await setUp('notify');
    const { key, secret } = await issue();
    await report([found(key.sha256)]);
    expect(await outcome(secret)).toBe('allowed');
    await judge('disable');
    await report([found(key.sha256)]);
    expect(await outcome(secret)).toBe('key_disabled');
    await judge('revoke');
    await report([found(key.sha256)]);
    expect(await outcome(secret)).toBe('key_revoked');
  });

  test('of which one fails loses none of the others, and fails in the end', async () => {
    const { database, changeKey, endKey, aKey, stored } = await setUp();
    const keys = [await aKey(), await aKey(), await aKey()];
    const away = new StoreUnavailableError();
    const seek: Database['keys']['seek'] = (sought, keysMax) =>
      sought.by === 'sha256' && sought.sha256 === keys[1]?.sha256
        ? Promise.reject(away)
        : database.keys.seek(sought, keysMax);
    const failing = { keys: Object.assign(Object.create(database.keys) as Database['keys'], { seek }) };
    const take = new TakeLeakReports(failing, changeKey, endKey);
    await expect(
      take.execute(
        ORIGIN,
        SCANNER,
        keys.map(({ sha256 }) => found(sha256)),
      ),
    ).rejects.toBe(away);
    const states = await Promise.all(keys.map(async ({ id }) => (await stored(id))?.revocation?.reason ?? null));
    expect(states).toEqual(['compromised', null, 'compromised']);
  });

  test.each(['disable', 'notify'] as const)(
    'of many places to %s tells of each, and writes to owners once',
    async (policy) => {
      const { report, issue, typesTold, subjects } = await setUp(policy);
      const { key } = await issue();
      const places = ['https://github.com/o/1', 'https://github.com/o/2', 'https://github.com/o/3'];
      await report(places.map((url) => found(key.sha256, url)));
      expect(subjects()).toHaveLength(1);
      expect(typesTold().filter((type) => type === 'api_key.leaked')).toHaveLength(3);
      await report(['https://github.com/o/4', ...places].map((url) => found(key.sha256, url)));
      expect(subjects()).toHaveLength(2);
    },
  );

  test('is told once, and made known each time', async () => {
    const { report, issue, dropped, typesTold, subjects } = await setUp();
    const { key } = await issue();
    for (let i = 0; i < 3; i++) expect(await report([found(key.sha256)])).toEqual([true]);
    expect(typesTold()).toEqual(['api_key.revoked', 'api_key.leaked']);
    expect(subjects()).toEqual(['owner@example.com API key revoked: Nightly job']);
    expect(dropped).toEqual([key.sha256, key.sha256, key.sha256]);
  });
});

describe('whoever presents a key', () => {
  test('ends it, in whatever state it is, also where a revocation lies ahead', async () => {
    const { presented, issue, outcome, pauseKey, revokeKey, workspace, clock, stored } = await setUp('notify');
    const [plain, paused, scheduled] = [await issue(), await issue(), await issue()];
    const addressOf = ({ id: keyId }: ApiKey) => ({ workspaceId: workspace.id, keyId });
    await pauseKey.disable(aCaller(), addressOf(paused.key));
    await revokeKey.execute(aCaller(), { ...addressOf(scheduled.key), reason: 'unused', atMs: clock.nowMs() + 1_000 });
    for (const { key, secret } of [plain, paused, scheduled]) {
      await presented.execute(ORIGIN, secret);
      expect(await outcome(secret)).toBe('key_revoked');
      expect((await stored(key.id))?.revocation).toMatchObject({ reason: 'compromised', by: { kind: 'system' } });
    }
  });

  test('that is dead changes nothing, and takes no lock', async () => {
    const { presented, issue, audited, dropped } = await setUp();
    const { secret } = await issue();
    await presented.execute(ORIGIN, secret);
    const [entries, times] = [await audited(), dropped.length];
    await presented.execute(ORIGIN, secret);
    expect([await audited(), dropped.length]).toEqual([entries, times]);
  });
});

test('the desk tells owners why, and keeps ticket and note with the key', async () => {
  const { desk, aKey, database } = await setUp();
  const [one, two] = [await aKey({ label: 'One\r\nBcc: all' }), await aKey({ label: '<b>Two</b>' })];
  const details = { reason: 'administrative', ticket: 'INC-1', note: 'As agreed.' } as const;
  expect((await desk.one(aCaller(), one.id, details)).revocation?.note).toBe('Ticket INC-1. As agreed.');
  expect((await desk.one(aCaller(), two.id, { reason: 'unused' })).revocation?.note).toBeNull();
  const [first, second] = [...database.tables.mails.all()];
  expect(first?.subject).toBe('API key revoked: One Bcc: all');
  expect(first?.text).toContain('because: an administrative decision. Ticket INC-1. As agreed.');
  expect(second?.html).toContain('&lt;b&gt;Two&lt;/b&gt;');
  await expect(desk.one(aCaller(), 'key_none', details)).rejects.toMatchObject({ name: 'NotFoundError' });
});
