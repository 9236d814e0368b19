import {
  type Api,
  type ApiKey,
  ApplyKeyPolicies,
  ChangeKey,
  type Database,
  FindDueKeys,
  type KeyPolicies,
  LastUses,
  NO_KEY_POLICIES,
  type PolicyRun,
  type RecordInvalidation,
  type Stores,
  UsageWriter,
} from '@latchkey/domain';
import { anApiKey, aUser, SeededRandom } from '@latchkey/testing';
import { aRotation } from './a-rotation.fixture.js';

export const DAY_MS = 24 * 60 * 60 * 1000;

const NEVER = new AbortController().signal;
const ORIGIN = { actor: { kind: 'user', id: 'usr_asking' }, address: '192.0.2.9', requestId: 'asked' } as const;

/** Everything that keys meet in their life, and what acts on them by itself. */
export async function aPolicyWorld(policies: Partial<KeyPolicies> = {}) {
  const world = await aRotation();
  const { api, clock, database, records, workspace } = world;
  const writer = new UsageWriter(world.usage, database.usage, 'writer');
  const invalidation: RecordInvalidation = {
    keyChanged: async (sha256, outcome) => records.dropKey(sha256, outcome),
    workspaceChanged: () => Promise.reject(new Error('no workspace changes here')),
    planChanged: () => Promise.reject(new Error('no plan changes here')),
    personChanged: () => Promise.reject(new Error('no person changes here')),
    apisChanged: () => Promise.reject(new Error('no API changes here')),
  };
  const findDueKeys = new FindDueKeys(database, new LastUses(database, writer), clock);
  const random = new SeededRandom('policies');
  const applying = (over: Database = database) => {
    const changeKey = new ChangeKey(over, invalidation, clock, random);
    return new ApplyKeyPolicies(over, findDueKeys, changeKey, writer);
  };
  const setPolicies = (changed: Partial<KeyPolicies>): Promise<void> => {
    const next: Api = { ...api, keyPolicies: { ...NO_KEY_POLICIES, ...changed } };
    return database.apis.update(next);
  };
  await setPolicies(policies);
  const applyKeyPolicies = applying();
  const leaver = aUser();
  await database.users.insert(leaver);
  return {
    ...world,
    writer,
    findDueKeys,
    applying,
    setPolicies,
    applyKeyPolicies,
    leaver,
    leaves: () => database.users.update({ ...leaver, leftAtMs: clock.nowMs() }),
    run: (): Promise<PolicyRun> => applyKeyPolicies.execute(ORIGIN, api.id, NEVER),
    runAborted: (): Promise<PolicyRun> => applyKeyPolicies.execute(ORIGIN, api.id, AbortSignal.abort()),
    dryRun: async (changes: Partial<KeyPolicies> = {}) =>
      (await findDueKeys.dryRun(api.id, changes, { limit: 100_000 })).found,
    aKey: async (overrides: Partial<ApiKey> = {}) => {
      const key = anApiKey({ apiId: api.id, workspaceId: workspace.id, createdAtMs: clock.nowMs(), ...overrides });
      await database.keys.insert(key);
      return key;
    },
  };
}

/** A database that lets something happen just before each of its transactions. */
export function beforeTransactions(database: Database, happens: () => unknown): Database {
  return new Proxy(database, {
    get(target, name: keyof Database) {
      if (name !== 'transaction') return target[name];
      return async <T>(work: (stores: Stores) => Promise<T>): Promise<T> => {
        await happens();
        return target.transaction(work);
      };
    },
  });
}
