import fc from 'fast-check';
import { POLICY_ACTS } from '@latchkey/vocabulary';
import { type ApiKey, type DecisionRequest, keyState, type PolicyHit } from '@latchkey/domain';
import { aKeyUse, aMinuteCount, aRevocation, aUsageBatch, TEST_EPOCH_MS } from '@latchkey/testing';
import { aPolicyWorld, DAY_MS } from './a-policy-world.fixture.js';

jest.setTimeout(60_000);

/** Few days, so that much falls together on one millisecond. */
const days = fc.integer({ min: 0, max: 6 });
const maybeDays = fc.option(days, { freq: 2 });
const act = fc.constantFrom(...POLICY_ACTS);
const daysPolicy = fc.option(fc.record({ afterDays: fc.integer({ min: 1, max: 5 }), act }), { freq: 3 });
const somePolicies = fc.record({ unused: daysPolicy, age: daysPolicy, ownerLeft: fc.option(fc.record({ act })) });
const someKeys = fc.array(
  fc.record({
    createdDay: days,
    usedDay: maybeDays,
    isWritten: fc.boolean(),
    enabledDay: maybeDays,
    isDisabled: fc.boolean(),
    revokedDay: fc.option(fc.integer({ min: 5, max: 8 }), { freq: 6 }),
    expiresDay: fc.option(fc.integer({ min: 5, max: 8 }), { freq: 6 }),
    isOfLeaver: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

const dayMs = (day: number): number => TEST_EPOCH_MS + day * DAY_MS;
const dayMsOrNull = (day: number | null): number | null => (day === null ? null : dayMs(day));

const stateAfter: Record<PolicyHit['act'], string> = { disable: 'disabled', revoke: 'revoked' };

test('a dry run changes nothing, and lists exactly those that a run then acts on, and how', async () => {
  await fc.assert(
    fc.asyncProperty(somePolicies, someKeys, maybeDays, async (policies, keys, leftDay) => {
      const world = await aPolicyWorld(policies);
      const { aKey, audited, clock, database, dryRun, leaver, run, stored, usage, workspace } = world;
      if (leftDay !== null) await database.users.update({ ...leaver, leftAtMs: dayMs(leftDay) });
      const before: ApiKey[] = [];
      for (const some of keys) {
        const key = await aKey({
          createdAtMs: dayMs(some.createdDay),
          enabledAtMs: dayMsOrNull(some.enabledDay),
          disabledAtMs: some.isDisabled ? dayMs(6) : null,
          revocation: some.revokedDay === null ? null : aRevocation({ atMs: dayMs(some.revokedDay) }),
          expiresAtMs: dayMsOrNull(some.expiresDay),
          createdBy: some.isOfLeaver ? { kind: 'user', id: leaver.id } : { kind: 'key', id: leaver.id },
        });
        before.push(key);
        if (some.usedDay === null) continue;
        const use = aKeyUse({ workspaceId: workspace.id, keyId: key.id, lastUsedAtMs: dayMs(some.usedDay) });
        if (some.isWritten) await database.usage.write(aUsageBatch({ uses: [use], counts: [aMinuteCount(use)] }));
        else countUse(usage, key, dayMs(some.usedDay));
      }
      clock.set(dayMs(7));
      const found = await dryRun();
      expect(await Promise.all(before.map(({ id }) => stored(id)))).toEqual(before);
      expect(await audited()).toEqual([]);

      const acts = new Map(found.map(({ key, hit }) => [key.id, hit.act]));
      const done = await run();
      expect(done.disabled + done.revoked).toBe(found.length);
      for (const key of before) {
        const after = (await stored(key.id)) as ApiKey;
        const planned = acts.get(key.id);
        if (planned === undefined) expect(after).toEqual(key);
        else {
          expect(after).not.toEqual(key);
          expect(keyState(after, clock.nowMs())).toBe(stateAfter[planned]);
        }
      }
      expect((await audited()).map(({ targetId }) => targetId).sort()).toEqual([...acts.keys()].sort());
      expect(await dryRun()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a dry run can be asked about policies that are not saved, on top of those that are', async () => {
  const { aKey, clock, dryRun, run } = await aPolicyWorld({ age: { afterDays: 10, act: 'revoke' } });
  const [young, old] = [await aKey({ createdAtMs: dayMs(5) }), await aKey({ createdAtMs: dayMs(0) })];
  clock.set(dayMs(10));
  const listed = async (changes = {}) =>
    (await dryRun(changes)).map(({ key, hit }) => [key.id, hit.policy, hit.act] as const);
  expect(await listed()).toEqual([[old.id, 'age', 'revoke']]);
  expect(await listed({ age: null })).toEqual([]);
  expect(await listed({ unused: { afterDays: 5, act: 'disable' } })).toEqual([
    [old.id, 'age', 'revoke'],
    [young.id, 'unused', 'disable'],
  ]);
  expect(await run()).toMatchObject({ revoked: 1, disabled: 0 });
});

test('pages of a dry run hold every key once, whatever their size', async () => {
  const { aKey, api, clock, findDueKeys } = await aPolicyWorld({ age: { afterDays: 1, act: 'revoke' } });
  const due: string[] = [];
  for (let i = 0; i < 30; i++) {
    const { id, createdAtMs } = await aKey({ createdAtMs: dayMs(i % 3) });
    if (createdAtMs < dayMs(2)) due.unshift(id);
  }
  clock.set(dayMs(2));
  for (const limit of [1, 7, 19, 20, 21, 100]) {
    const listed: string[] = [];
    for (let beforeId: string | null = '~'; beforeId !== null;) {
      const page = await findDueKeys.dryRun(api.id, {}, { limit, beforeId });
      expect(page.found.length).toBeLessThanOrEqual(limit);
      listed.push(...page.found.map(({ key }) => key.id));
      beforeId = page.nextBeforeId;
    }
    expect(listed).toEqual(due);
  }
});

test('a page is answered before all keys were looked at, where few are due', async () => {
  const { api, database, findDueKeys } = await aPolicyWorld({ age: { afterDays: 1, act: 'revoke' } });
  let looks = 0;
  const endless = jest
    .spyOn(database.keys, 'due')
    .mockImplementation(async () => ({ due: [], nextBeforeId: `key_${looks++}` }));
  expect(await findDueKeys.dryRun(api.id, {}, { limit: 5 })).toEqual({ found: [], nextBeforeId: 'key_49' });
  endless.mockRestore();
});

/** In memory only. */
function countUse(
  usage: Awaited<ReturnType<typeof aPolicyWorld>>['usage'],
  { id, workspaceId }: ApiKey,
  nowMs: number,
): void {
  const request: Partial<DecisionRequest> = { metering: 'charge', clientAddress: null, requiredScopes: [] };
  usage.count(
    request as DecisionRequest,
    { allowed: true, record: { key: { id, workspaceId } } } as Parameters<typeof usage.count>[1],
    nowMs,
  );
}
