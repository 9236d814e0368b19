import { type Database, NO_KEY_POLICIES } from '@latchkey/domain';
import { allPages, expectedPages } from './all-pages.js';
import { anApi } from './an-api.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function apiStoreContract(makeDatabase: MakeDatabase): void {
  describe('api store', () => {
    const db = useDatabase(makeDatabase);

    it('keeps every field', async () => {
      const api = anApi({
        name: 'Zürich 📮',
        hostnames: ['b.example.com', 'a.example.com'],
        wireProfile: 'waping',
        defaults: { keyLifetimeDays: 365, scopes: ['messages:write', 'devices:read'], leakPolicy: 'notify' },
        keyPolicies: {
          unused: { afterDays: 90, act: 'disable' },
          age: { afterDays: 3650, act: 'revoke' },
          ownerLeft: { act: 'revoke' },
        },
        createdAtMs: 1_766_000_000_123,
      });
      await db().apis.insert(api);
      expect(await db().apis.find(api.id)).toEqual(api);
    });

    it('keeps an API without host names, expiry or scopes', async () => {
      const api = anApi({ hostnames: [], defaults: { keyLifetimeDays: null, scopes: [], leakPolicy: 'disable' } });
      await db().apis.insert(api);
      expect(await db().apis.find(api.id)).toEqual(api);
    });

    it.each([
      { unused: { afterDays: 1, act: 'revoke' } },
      { age: { afterDays: 2, act: 'disable' } },
      { ownerLeft: { act: 'disable' } },
    ] as const)('keeps one policy without the others: %j', async (policy) => {
      const api = anApi({ keyPolicies: { ...NO_KEY_POLICIES, ...policy } });
      await db().apis.insert(api);
      expect(await db().apis.find(api.id)).toEqual(api);
    });

    it('answers null for an unknown id, locked or not', async () => {
      expect(await db().apis.find('api_unknown')).toBeNull();
      expect(await db().transaction((stores) => stores.apis.lock('api_unknown'))).toBeNull();
    });

    it('lists all, oldest first, and pages newest first', async () => {
      const added = [anApi(), anApi({ hostnames: [] }), anApi({ hostnames: ['x1.example.com', 'x2.example.com'] })];
      for (const api of [...added].reverse()) await db().apis.insert(api);
      const all = await db().apis.all();
      expect(all.slice(-3)).toEqual(added);
      expect(await allPages(2, (page) => db().apis.page(page))).toEqual(expectedPages(2, all));
      const newest = await db().apis.page({ limit: 2 });
      expect(newest.items).toEqual([added[2], added[1]]);
    });

    describe('update', () => {
      it('replaces every field but the id', async () => {
        const api = await inserted(db());
        const changed = anApi({
          id: api.id,
          name: 'New',
          slug: `${api.slug}-new`,
          wireProfile: 'wastack',
          keyPolicies: { ...NO_KEY_POLICIES, age: { afterDays: 5, act: 'revoke' } },
        });
        await db().apis.update(changed);
        expect(await db().apis.find(api.id)).toEqual(changed);
      });

      it('adds, drops and reorders host names', async () => {
        const api = await inserted(db(), ['one', 'two', 'three']);
        for (const hostnames of [['three', 'one', 'four'], ['one'], [], ['two', 'one']]) {
          const changed = { ...api, hostnames: hostnames.map((name) => `${name}-${api.slug}.example.com`) };
          await db().apis.update(changed);
          expect(await db().apis.find(api.id)).toEqual(changed);
        }
      });

      it('frees a host name for others', async () => {
        const api = await inserted(db(), ['moving']);
        await db().apis.update({ ...api, hostnames: [] });
        const other = anApi({ hostnames: api.hostnames });
        await db().apis.insert(other);
        expect(await db().apis.find(other.id)).toEqual(other);
      });

      it('rejects with NotFoundError for an unknown id', async () => {
        await expect(db().apis.update(anApi())).rejects.toMatchObject({ code: 'not_found' });
      });
    });

    describe('refuses what another API has, and changes nothing', () => {
      it('its id', async () => {
        const { id } = await inserted(db());
        await expect(db().apis.insert(anApi({ id, slug: 'other' }))).rejects.toMatchObject(conflict('id'));
      });

      it('its slug', async () => {
        const { slug } = await inserted(db());
        const another = anApi({ slug });
        await expect(db().apis.insert(another)).rejects.toMatchObject(conflict('slug'));
        expect(await db().apis.find(another.id)).toBeNull();
      });

      it('its slug, on update', async () => {
        const { slug } = await inserted(db());
        const another = await inserted(db());
        await expect(db().apis.update({ ...another, slug })).rejects.toMatchObject(conflict('slug'));
        expect(await db().apis.find(another.id)).toEqual(another);
      });

      it('one of its host names', async () => {
        const { hostnames } = await inserted(db(), ['held', 'too']);
        const another = anApi({ hostnames: ['free-for-all.example.com', hostnames[1]!] });
        await expect(db().apis.insert(another)).rejects.toMatchObject(conflict('hostnames'));
        expect(await db().apis.find(another.id)).toBeNull();
        await db().apis.insert(anApi({ hostnames: ['free-for-all.example.com'] }));
      });

      it('one of its host names, on update', async () => {
        const { hostnames } = await inserted(db());
        const another = await inserted(db(), ['kept']);
        const changed = { ...another, name: 'New', hostnames: [...hostnames, ...another.hostnames] };
        await expect(db().apis.update(changed)).rejects.toMatchObject(conflict('hostnames'));
        expect(await db().apis.find(another.id)).toEqual(another);
      });

      it('a host name twice in one API', async () => {
        const twice = anApi({ hostnames: ['twice.example.com', 'twice.example.com'] });
        await expect(db().apis.insert(twice)).rejects.toMatchObject(conflict('hostnames'));
      });
    });
  });
}

async function inserted(database: Database, names = ['only']) {
  const api = anApi();
  const named = { ...api, hostnames: names.map((name) => `${name}-${api.slug}.example.com`) };
  await database.apis.insert(named);
  return named;
}

const conflict = (field: string) => ({ name: 'ConflictError', code: 'conflict', field });
