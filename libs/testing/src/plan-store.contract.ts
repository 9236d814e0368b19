import type { Plan } from '@latchkey/domain';
import { aPlan } from './a-plan.js';
import { aTenancy } from './a-tenancy.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function planStoreContract(makeDatabase: MakeDatabase): void {
  describe('plan store', () => {
    const db = useDatabase(makeDatabase);

    it('keeps every field', async () => {
      const { api } = await aTenancy(db());
      const plan = aPlan({ apiId: api.id, name: 'Größer 🚀', entitlements: [], createdAtMs: 1_766_000_000_123 });
      await db().plans.insert(plan);
      expect(await db().plans.find(plan.id)).toEqual(plan);
    });

    it('keeps every limit', async () => {
      const { api } = await aTenancy(db());
      const plan = aPlan({
        apiId: api.id,
        rateLimit: { limit: 10, windowMs: 1_000 },
        dailyLimit: 100_000,
        messagesPerMonth: 1_000_000_000,
        devicesMax: 0,
        keysMax: 10,
        monthStarts: 'anchored',
        selfService: true,
      });
      await db().plans.insert(plan);
      expect(await db().plans.find(plan.id)).toEqual(plan);
    });

    it('answers null for an unknown id', async () => {
      expect(await db().plans.find('plan_unknown')).toBeNull();
    });

    it('lists the plans of one API in the order of their insertion, whatever their ids', async () => {
      const { api, plan } = await aTenancy(db());
      const { api: other } = await aTenancy(db());
      const [a, b, c] = [aPlan({ apiId: api.id }), aPlan({ apiId: api.id }), aPlan({ apiId: api.id })];
      for (const each of [c, a, b]) await db().plans.insert(each);
      await db().plans.insert(aPlan({ apiId: other.id }));
      expect(await db().plans.ofApi(api.id)).toEqual([plan, c, a, b]);
    });

    it('lists nothing for an unknown API', async () => {
      expect(await db().plans.ofApi('api_unknown')).toEqual([]);
    });

    it('refuses a second plan of an API with the same slug, but not of another API', async () => {
      const { api, plan } = await aTenancy(db());
      const again = aPlan({ apiId: api.id, slug: plan.slug });
      await expect(db().plans.insert(again)).rejects.toMatchObject({ name: 'ConflictError', field: 'slug' });
      await aTenancy(db(), { plan: { slug: plan.slug } });
    });

    it('changes everything but whose it is', async () => {
      const { api, plan } = await aTenancy(db());
      const { api: other } = await aTenancy(db());
      const changed = {
        ...plan,
        name: 'Neu 🆕',
        entitlements: ['webhooks'] as const,
        rateLimit: { limit: 1_000, windowMs: 1_000 },
        dailyLimit: 7,
        messagesPerMonth: 0,
        devicesMax: 3,
        keysMax: null,
        monthStarts: 'anchored' as const,
        selfService: true,
      };
      await db().plans.update(changed);
      expect(await db().plans.find(plan.id)).toEqual(changed);
      await db().plans.update(plan);
      expect(await db().plans.ofApi(api.id)).toEqual([plan]);
      for (const absent of [aPlan({ apiId: api.id }), { ...plan, apiId: other.id }]) {
        await expect(db().plans.update(absent)).rejects.toMatchObject({ code: 'not_found' });
      }
      expect(await db().plans.find(plan.id)).toEqual(plan);
    });

    it('answers null for an unknown id, locked or held', async () => {
      await db().transaction(async (stores) => {
        expect(await stores.plans.lock('plan_unknown')).toBeNull();
        expect(await stores.plans.hold('plan_unknown')).toBeNull();
      });
    });

    it('reads, locked or held, what the one before has written', async () => {
      const { plan } = await aTenancy(db());
      const appendOne = () =>
        db().transaction(async (stores) => {
          const locked = await stores.plans.lock(plan.id);
          await stores.plans.update({ ...locked!, name: `${locked!.name}+` });
        });
      await Promise.all([1, 2, 3, 4, 5].map(appendOne));
      expect((await db().plans.find(plan.id))?.name).toBe(`${plan.name}+++++`);
      let held: Promise<Plan | null> | undefined;
      await db().transaction(async (stores) => {
        await stores.plans.lock(plan.id);
        held = db().transaction((theirs) => theirs.plans.hold(plan.id));
        // Time enough for the other to get through, if nothing held it.
        for (let i = 0; i < 20; i++) await stores.plans.find(plan.id);
        await stores.plans.update({ ...plan, name: 'The locker' });
      });
      expect((await held)?.name).toBe('The locker');
    });

    it('a plan that is held stays as it is until the end', async () => {
      const { plan } = await aTenancy(db());
      const order: string[] = [];
      let change: Promise<void> | undefined;
      await db().transaction(async (stores) => {
        await stores.plans.hold(plan.id);
        change = db()
          .plans.update({ ...plan, name: 'Changed' })
          .then(() => void order.push('changed'));
        for (let i = 0; i < 20; i++) expect((await stores.plans.find(plan.id))?.name).toBe(plan.name);
        order.push('held');
      });
      await change;
      expect(order).toEqual(['held', 'changed']);
    });

    it('refuses a taken id', async () => {
      const { api, plan } = await aTenancy(db());
      const again = aPlan({ id: plan.id, apiId: api.id, slug: 'another' });
      await expect(db().plans.insert(again)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
    });

    it('refuses a plan of no API', async () => {
      await expect(db().plans.insert(aPlan({ apiId: 'api_unknown' }))).rejects.toThrow();
    });
  });
}
