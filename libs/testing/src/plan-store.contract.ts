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
