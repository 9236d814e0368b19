import type { AlertKind, EventType } from '@latchkey/vocabulary';
import {
  type ApiKey,
  ChangeAlertRules,
  type Database,
  FindUnusualUse,
  FireAlerts,
  ResolveAlerts,
  type RuleChanges,
  SilenceAlert,
  TellOfKeyEnds,
  TellOfRotations,
  TellOfUsage,
  TellOwners,
  UsageWriter,
  WatchRates,
  WatchUsage,
} from '@latchkey/domain';
import { aMember, aMinuteCount, aUser, aUsageBatch, SeededRandom } from '@latchkey/testing';
import { aRotation } from './a-rotation.fixture.js';
import { aCaller } from './a-tenant.fixture.js';

const NEVER = new AbortController().signal;

/** Everything that finds, tells and ends alerts, with a mail server and an owner who reads. */
export async function anAlertWorld() {
  const world = await aRotation();
  const { clock, database, workspace, leases, usage } = world;
  const random = new SeededRandom('alerts');
  const owner = aUser();
  await database.users.insert(owner);
  await database.members.insert(aMember({ workspaceId: workspace.id, userId: owner.id, role: 'owner' }));
  let writers = 0;
  /** As after a start: what is in memory is new, what is in the database is not. */
  const start = (over: Database = database) => {
    const writer = new UsageWriter(usage, database.usage, `writer ${++writers}`);
    const fireAlerts = new FireAlerts(new TellOwners(clock, random, true), clock, random);
    const tellOfUsage = new TellOfUsage(over, leases, fireAlerts);
    const works = [
      new WatchUsage(over, writer, new FindUnusualUse(over, clock), fireAlerts, clock),
      new WatchRates(over, writer, fireAlerts, clock, random),
      new TellOfRotations(over, fireAlerts, clock),
      new TellOfKeyEnds(over, fireAlerts, clock, random),
      new ResolveAlerts(over, clock, random),
    ];
    return async (): Promise<void> => {
      await tellOfUsage.execute();
      for (const work of works) await work.execute(NEVER);
    };
  };
  const changeRules = new ChangeAlertRules(database, clock, random);
  const alerts = async (filter: { kind?: AlertKind; keyId?: string } = {}) =>
    (await database.alerts.page({ workspaceId: workspace.id, ...filter }, { limit: 1_000 })).items;
  const told = async (type: EventType) => [...database.tables.events.all()].filter((event) => event.type === type);
  return {
    ...world,
    owner,
    start,
    look: start(),
    alerts,
    told,
    mails: async () => [...database.tables.mails.all()],
    /** How often an alert of this kind has fired, was told each way, and is over. */
    tally: async (kind: AlertKind, type: EventType) => {
      const found = await alerts({ kind });
      const ended = (await told('alert.resolved')).filter(({ data }) => data['kind'] === kind);
      return {
        fired: found.length,
        events: (await told(type)).length,
        mails: [...database.tables.mails.all()].length,
        resolved: found.filter(({ resolvedAtMs }) => resolvedAtMs !== null).length,
        ends: ended.length,
      };
    },
    rule: (rules: RuleChanges) => changeRules.execute(aCaller(), { workspaceId: workspace.id, rules }),
    changeRules,
    silenceAlert: new SilenceAlert(database, clock, random),
    issue: (more: object = {}) =>
      world.issueKey.execute(aCaller(), { workspaceId: workspace.id, label: 'Nightly job', ...more }),
    addressOf: ({ id }: ApiKey) => ({ workspaceId: workspace.id, keyId: id }),
    /** As usage would have written it. */
    count: ({ id: keyId }: ApiKey, atMs: number, count: number, outcome: 'allowed' | 'scope_missing' = 'allowed') =>
      database.usage.write(
        aUsageBatch({ counts: [aMinuteCount({ workspaceId: workspace.id, keyId, atMs, count, outcome })] }),
      ),
  };
}
