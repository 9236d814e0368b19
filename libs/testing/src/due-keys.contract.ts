import { POLICY_ACTS } from '@latchkey/vocabulary';
import {
  type ApiKey,
  type KeyLook,
  type KeyPolicies,
  type KeyStanding,
  NO_KEY_POLICIES,
  policyHit,
  type User,
} from '@latchkey/domain';
import { aMember } from './a-member.js';
import { aKeyUse, aUsageBatch } from './a-usage-batch.js';
import { aTenancy, type Tenancy } from './a-tenancy.js';
import { anApiKey, aReplacement, aRevocation } from './an-api-key.js';
import { aUser } from './a-user.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { SeededRandom } from './seeded-random.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = TEST_EPOCH_MS + 400 * DAY_MS;
const KEYS = 400;

/** Around what the policies below ask for, to the millisecond. */
const TIMES = [5, 30, 90].flatMap((days) => [-1, 0, 1].map((ms) => NOW_MS - days * DAY_MS + ms));

const daysPolicies = (days: number) => [null, ...POLICY_ACTS.map((act) => ({ afterDays: days, act }))];
const POLICIES: KeyPolicies[] = daysPolicies(30).flatMap((unused) =>
  daysPolicies(90).flatMap((age) =>
    [null, ...POLICY_ACTS.map((act) => ({ act }))].map((ownerLeft) => ({ unused, age, ownerLeft })),
  ),
);

/** What policies are due on: a part of the port of keys that stands on users and usage as well. */
export function dueKeysContract(makeDatabase: MakeDatabase): void {
  describe('keys that policies are due on', () => {
    const db = useDatabase(makeDatabase);
    let tenancy: Tenancy;
    let people: readonly Creator[];
    const standings: KeyStanding[] = [];

    beforeAll(async () => {
      tenancy = await aTenancy(db());
      const agoMs = (days: number | null): number | null => days && NOW_MS - days * DAY_MS;
      people = [null, 5, 30].flatMap((accountDays) =>
        [null, 5, 30, 90].map((days) => ({
          user: aUser({ leftAtMs: agoMs(accountDays) }),
          formerSinceMs: agoMs(days),
        })),
      );
      for (const { user, formerSinceMs } of people) await insertPerson(user, formerSinceMs);
      const successor = anApiKey({ ...tenancy.place, createdAtMs: NOW_MS });
      await db().keys.insert(successor);
      const dice = new SeededRandom('due keys');
      const of = <T>(faces: readonly T[]): T => faces[(dice.bytes(1)[0] ?? 0) % faces.length]!;
      for (let i = 0; i < KEYS; i++) standings.push(someStanding(of, tenancy, people, successor));
      for (const { key } of standings) await db().keys.insert(key);
      const used = standings.filter(({ lastUsedAtMs }) => lastUsedAtMs !== null);
      const uses = used.map(({ key, lastUsedAtMs }) =>
        aKeyUse({ workspaceId: key.workspaceId, keyId: key.id, lastUsedAtMs: lastUsedAtMs ?? 0 }),
      );
      await db().usage.write(aUsageBatch({ uses }));
      standings.unshift({ key: successor, lastUsedAtMs: null, ownerLeftAtMs: null });
    });

    async function insertPerson(user: User, formerSinceMs: number | null): Promise<void> {
      const { id: workspaceId } = tenancy.workspace;
      await db().users.insert(user);
      if (formerSinceMs === null) return;
      await db().members.insert(aMember({ workspaceId, userId: user.id }));
      await db().members.remove(workspaceId, user.id, formerSinceMs);
    }

    /** All looks to the end, and how many they were. */
    async function lookedThrough(policies: KeyPolicies, keysMax: number, more: Partial<KeyLook> = {}) {
      const due: unknown[] = [];
      let looks = 0;
      const place = { apiId: tenancy.api.id, ...more };
      for (let beforeId: string | null = '~'; beforeId !== null; looks++) {
        const looked = await db().keys.due(policies, { ...place, beforeId, keysMax, nowMs: NOW_MS });
        due.push(...looked.due);
        beforeId = looked.nextBeforeId;
      }
      return { due, looks };
    }

    const expected = (policies: KeyPolicies) =>
      standings
        .filter((standing) => policyHit(standing, policies, NOW_MS) !== null)
        .map(({ key, ownerLeftAtMs }) => ({ key, ownerLeftAtMs }))
        .reverse();

    it.each(POLICIES)('are those that the rule names, to the millisecond: %j', async (policies) => {
      const due = expected(policies);
      const isOff = Object.values(policies).every((policy) => policy === null);
      expect(due.length > 0).toBe(!isOff);
      expect((await lookedThrough(policies, KEYS * 2)).due).toEqual(due);
    });

    it('are found in looks of any size, each at so many keys, whether one is due or not', async () => {
      const policies: KeyPolicies = { ...NO_KEY_POLICIES, age: { afterDays: 90, act: 'revoke' } };
      for (const keysMax of [7, 100, KEYS, KEYS + 1, KEYS + 2]) {
        const { due, looks } = await lookedThrough(policies, keysMax);
        expect(due).toEqual(expected(policies));
        expect(looks).toBe(Math.ceil((KEYS + 1) / keysMax));
      }
      expect((await lookedThrough(NO_KEY_POLICIES, 50)).looks).toBe(Math.ceil((KEYS + 1) / 50));
    });

    it('are of one person in one workspace, where only theirs are looked at', async () => {
      const policies: KeyPolicies = { ...NO_KEY_POLICIES, ownerLeft: { act: 'revoke' } };
      const { id: workspaceId } = tenancy.workspace;
      for (const { user } of people) {
        const isTheirs = ({ createdBy }: ApiKey) => createdBy.kind === 'user' && createdBy.id === user.id;
        const theirs = standings.filter(({ key }) => isTheirs(key)).length;
        const createdBy = { workspaceId, userId: user.id };
        const looked = await lookedThrough(policies, 5, { createdBy });
        expect(looked.due).toEqual(expected(policies).filter(({ key }) => isTheirs(key)));
        expect(looked.looks).toBe(Math.max(1, Math.ceil(theirs / 5)));
        const elsewhere = { createdBy: { workspaceId: 'ws_unknown', userId: user.id } };
        expect(await lookedThrough(policies, 5, elsewhere)).toEqual({ due: [], looks: 1 });
      }
    });

    it('are of one API only, and may be looked for from the newest on', async () => {
      const policies: KeyPolicies = { ...NO_KEY_POLICIES, age: { afterDays: 1, act: 'revoke' } };
      const other = await aTenancy(db());
      const key = anApiKey({ ...other.place, createdAtMs: NOW_MS - DAY_MS });
      await db().keys.insert(key);
      const look = { apiId: other.api.id, keysMax: 5, nowMs: NOW_MS };
      expect(await db().keys.due(policies, look)).toEqual({ due: [{ key, ownerLeftAtMs: null }], nextBeforeId: null });
      const nothing = { due: [], nextBeforeId: null };
      expect(await db().keys.due(policies, { ...look, beforeId: key.id })).toEqual(nothing);
      expect(await db().keys.due(policies, { ...look, apiId: 'api_unknown' })).toEqual(nothing);
    });
  });
}

function someStanding(
  of: <T>(faces: readonly T[]) => T,
  { place }: Tenancy,
  people: readonly Creator[],
  successor: ApiKey,
): KeyStanding {
  const owner = of([...people, ...Array.from({ length: people.length / 2 }, () => null)]);
  const key = anApiKey({
    ...place,
    createdAtMs: of(TIMES),
    // A key with the id of a person who has left is nobody's.
    createdBy: owner === null ? { kind: 'key', id: people.at(-1)?.user.id ?? '' } : { kind: 'user', id: owner.user.id },
    enabledAtMs: of([null, null, ...TIMES]),
    disabledAtMs: of([null, null, null, NOW_MS]),
    expiresAtMs: of([null, null, null, null, NOW_MS, NOW_MS + 1]),
    revocation: of([null, null, null, null, aRevocation({ atMs: NOW_MS }), aRevocation({ atMs: NOW_MS + 1 })]),
    replacement: of([null, null, null, null, aReplacement(successor.id)]),
  });
  return { key, lastUsedAtMs: of([null, null, ...TIMES]), ownerLeftAtMs: owner && leftAtMs(owner) };
}

interface Creator {
  readonly user: User;
  /** Since when they are no member of the workspace any more. */
  readonly formerSinceMs: number | null;
}

function leftAtMs({ user, formerSinceMs }: Creator): number | null {
  const moments = [user.leftAtMs, formerSinceMs].filter((ms) => ms !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}
