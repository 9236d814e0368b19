import {
  ChangeKey,
  checkedFormat,
  type Database,
  type Decision,
  type DecisionRequest,
  UpdateWorkspace,
  IssueKey,
  KeyGate,
  Leases,
  PauseKey,
  RecordCache,
  type RecordInvalidation,
  RevokeKey,
  RotateKey,
  type Stores,
  StartOverlap,
  UpdateKey,
  UsageCounter,
} from '@latchkey/domain';
import { ManualClock, SeededRandom } from '@latchkey/testing';
import { aTenant } from './a-tenant.fixture.js';

const FORMAT = checkedFormat('lk');

/** Everything that a key meets in its life, over a database in memory that counts what it is asked. */
export async function aRotation(tenant: Parameters<typeof aTenant>[0] = {}) {
  const clock = new ManualClock();
  const random = new SeededRandom();
  const { database, api, plan, workspace } = await aTenant(tenant);
  const asked = { lookUps: 0, transactions: 0 };
  const records = new RecordCache({
    recordsMax: 1000,
    load: (sha256) => (asked.lookUps++, database.keys.recordOf(sha256)),
    loadSettled: (sha256) => database.keys.settledRecordOf(sha256),
  });
  const invalidation: RecordInvalidation = {
    keyChanged: async (sha256, outcome) => records.dropKey(sha256, outcome),
    workspaceChanged: async (id, outcome) => records.dropWorkspace(id, outcome),
    planChanged: async (id, outcome) => records.dropPlan(id, outcome),
    personChanged: async (id, outcome) => records.dropPerson(id, outcome),
    apisChanged: () => Promise.reject(new Error('no API changes here')),
  };
  const counted = countingTransactions(database, () => asked.transactions++);
  const changeKey = new ChangeKey(counted, invalidation, clock, random);
  const leases = new Leases(database.meters);
  const usage = new UsageCounter();
  const gate = new KeyGate(records, clock, leases, new StartOverlap(changeKey), usage);
  const request = (credential: string, more: Partial<DecisionRequest> = {}): Promise<Decision> =>
    Promise.resolve(
      gate.decide({
        credential,
        apiId: api.id,
        format: FORMAT,
        appKey: null,
        clientAddress: '192.0.2.1',
        method: 'GET',
        requiredScopes: [],
        entitlement: null,
        liveOnly: false,
        resourceId: null,
        cost: 1,
        messages: 0,
        metering: 'charge',
        ...more,
      }),
    );
  return {
    clock,
    database,
    api,
    plan,
    workspace,
    asked,
    records,
    leases,
    usage,
    issueKey: new IssueKey(database, clock, random, () => FORMAT),
    rotateKey: new RotateKey(changeKey, random, () => FORMAT),
    revokeKey: new RevokeKey(changeKey),
    pauseKey: new PauseKey(changeKey),
    updateKey: new UpdateKey(changeKey),
    updateWorkspace: new UpdateWorkspace(counted, invalidation, leases, clock, random),
    request,
    outcome: async (credential: string, more?: Partial<DecisionRequest>): Promise<string> => {
      const decision = await request(credential, more);
      return decision.allowed ? 'allowed' : decision.reason;
    },
    stored: (keyId: string) => database.keys.find(workspace.id, keyId),
    audited: async () => (await database.audit.page({ workspaceId: workspace.id }, { limit: 1000 })).items,
  };
}

function countingTransactions(database: Database, count: () => void): Database {
  return new Proxy(database, {
    get(target, name: keyof Database) {
      if (name !== 'transaction') return target[name];
      return <T>(work: (stores: Stores) => Promise<T>): Promise<T> => {
        count();
        return target.transaction(work);
      };
    },
  });
}
