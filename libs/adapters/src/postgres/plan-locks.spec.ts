import { checkedFormat, DefinePlan, IssueKey, Leases, type RecordInvalidation } from '@latchkey/domain';
import { anApiKey, aPlan, aTenancy, ManualClock, SeededRandom } from '@latchkey/testing';
import { aCaller } from '../memory/use-cases/a-tenant.fixture.js';
import { useHeldTransactions } from './held-transactions.fixture.js';

describe('plans that change while they are used', () => {
  const { database, held, untilSomebodyWaits } = useHeldTransactions();

  const issueKey = () => new IssueKey(database(), new ManualClock(), new SeededRandom(), () => checkedFormat('lk'));

  test('a key that is asked for while its plan shrinks is counted under the smaller cap', async () => {
    const { plan, workspace, place } = await aTenancy(database(), { plan: { keysMax: 10 } });
    await database().keys.insert(anApiKey(place));
    const shrinking = await held(async (stores) => {
      await stores.plans.lock(plan.id);
      await stores.plans.update({ ...plan, keysMax: 1 });
    });
    const issued = issueKey().execute(aCaller(), { workspaceId: workspace.id, label: 'too late' });
    const refused = expect(issued).rejects.toMatchObject({ code: 'cap_reached' });
    await untilSomebodyWaits();
    await shrinking.end();
    await refused;
  });

  test('a plan that shrinks while a key is made sees that key', async () => {
    const { api, plan, workspace, place } = await aTenancy(database(), { plan: { keysMax: 10 } });
    const making = await held(async (stores) => {
      await stores.workspaces.lock(workspace.id);
      await stores.plans.hold(plan.id);
      await stores.keys.insert(anApiKey(place));
    });
    const told: string[] = [];
    const invalidation = { planChanged: async (id: string) => void told.push(id) } as unknown as RecordInvalidation;
    const definePlan = new DefinePlan(
      database(),
      invalidation,
      new Leases(database().meters),
      new ManualClock(),
      new SeededRandom(),
    );
    const shrunk = definePlan.update(aCaller(), { apiId: api.id, planId: plan.id, keysMax: 0 });
    const refused = expect(shrunk).rejects.toMatchObject({ code: 'plan_too_small', errors: [{ field: 'keysMax' }] });
    await untilSomebodyWaits();
    await making.end();
    await refused;
    expect(told).toEqual([plan.id]);
  });

  test('a settled record has waited for the plan that its workspace was just moving to', async () => {
    const { api, workspace, place } = await aTenancy(database());
    const key = anApiKey(place);
    const to = aPlan({ apiId: api.id });
    await database().plans.insert(to);
    await database().keys.insert(key);
    const moving = await held((stores) => stores.workspaces.update({ ...workspace, planId: to.id }));
    const changing = await held((stores) => stores.plans.update({ ...to, name: 'Changed' }));
    const looked = database().keys.settledRecordOf(key.sha256);
    await untilSomebodyWaits();
    await moving.end();
    await untilSomebodyWaits();
    await changing.end();
    expect(await looked).toMatchObject({ plan: { id: to.id, name: 'Changed' } });
  });
});
