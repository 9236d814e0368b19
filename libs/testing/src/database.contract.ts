import { type ApiKey, type Database, NotFoundError, type Stores } from '@latchkey/domain';
import { aTenancy } from './a-tenancy.js';
import { anApi } from './an-api.js';
import { anApiKey } from './an-api-key.js';
import { anAuditEntry } from './an-audit-entry.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function databaseContract(makeDatabase: MakeDatabase): void {
  describe('database', () => {
    const db = useDatabase(makeDatabase);

    describe('a transaction', () => {
      it('commits everything, and answers what its work answers', async () => {
        const [api, entry] = [anApi(), anAuditEntry({ workspaceId: 'ws_committed' })];
        const answer = await db().transaction(async (stores) => {
          await stores.apis.insert(api);
          await stores.audit.append(entry);
          return 42;
        });
        expect(answer).toBe(42);
        expect(await db().apis.find(api.id)).toEqual(api);
        expect((await db().audit.page({ workspaceId: 'ws_committed' }, { limit: 2 })).items).toMatchObject([entry]);
      });

      it('undoes everything when its work rejects, and passes on the very error', async () => {
        const { workspace, place } = await aTenancy(db());
        const key = anApiKey(place);
        const error = new NotFoundError('thing');
        const attempt = db().transaction(async (stores) => {
          await stores.workspaces.update({ ...workspace, name: 'Changed' });
          await stores.keys.insert(key);
          await stores.keys.update({ ...key, label: 'Changed' });
          await stores.audit.append(anAuditEntry({ workspaceId: 'ws_undone' }));
          throw error;
        });
        await expect(attempt).rejects.toBe(error);
        expect(await db().workspaces.find(workspace.id)).toEqual(workspace);
        expect(await db().keys.recordOf(key.sha256)).toBeNull();
        expect((await db().audit.page({ workspaceId: 'ws_undone' }, { limit: 2 })).items).toEqual([]);
      });

      it('undoes everything when a store refuses', async () => {
        const [taken, first] = [anApi(), anApi()];
        await db().apis.insert(taken);
        const attempt = db().transaction(async (stores) => {
          await stores.apis.insert(first);
          await stores.apis.insert(anApi({ slug: taken.slug }));
        });
        await expect(attempt).rejects.toMatchObject({ name: 'ConflictError', field: 'slug' });
        expect(await db().apis.find(first.id)).toBeNull();
      });

      it('does not commit after a refused write, even where its work went on regardless', async () => {
        const [taken, later] = [anApi(), anApi()];
        await db().apis.insert(taken);
        const attempt = db().transaction(async (stores) => {
          await stores.apis.insert(anApi({ slug: taken.slug })).catch(() => undefined);
          await stores.apis.insert(later).catch(() => undefined);
          return 'done';
        });
        await expect(attempt).rejects.toMatchObject({ name: 'ConflictError', field: 'slug' });
        expect(await db().apis.find(later.id)).toBeNull();
      });

      it('does not commit either when a call is refused that nobody waits for', async () => {
        const [taken, first] = [anApi(), anApi()];
        await db().apis.insert(taken);
        const attempt = db().transaction(async (stores) => {
          await stores.apis.insert(first);
          stores.apis.insert(anApi({ slug: taken.slug })).catch(() => undefined);
        });
        await expect(attempt).rejects.toMatchObject({ name: 'ConflictError', field: 'slug' });
        expect(await db().apis.find(first.id)).toBeNull();
      });

      it('may pass unique values from one row to another', async () => {
        const [a, b] = [anApi(), anApi()];
        await db().apis.insert(a);
        await db().apis.insert(b);
        await db().transaction(async (stores) => {
          await stores.apis.update({ ...a, hostnames: [] });
          await stores.apis.update({ ...b, hostnames: a.hostnames });
          await stores.apis.update({ ...a, hostnames: b.hostnames });
        });
        expect(await db().apis.find(a.id)).toEqual({ ...a, hostnames: b.hostnames });
        expect(await db().apis.find(b.id)).toEqual({ ...b, hostnames: a.hostnames });
        for (const { hostnames } of [a, b]) {
          await expect(db().apis.insert(anApi({ hostnames }))).rejects.toMatchObject({ field: 'hostnames' });
        }
      });

      it('sees its own changes, which nobody else sees before the commit', async () => {
        const { workspace, place } = await aTenancy(db());
        const key = anApiKey(place);
        await db().transaction(async (stores) => {
          await stores.keys.insert(key);
          await stores.workspaces.update({ ...workspace, name: 'Changed' });
          expect(await stores.keys.find(workspace.id, key.id)).toEqual(key);
          expect((await stores.keys.recordOf(key.sha256))?.workspace.name).toBe('Changed');
          expect((await stores.keys.page({ workspaceId: workspace.id }, { limit: 5 }, 0)).items).toEqual([key]);
          expect(await db().keys.find(workspace.id, key.id)).toBeNull();
          expect((await db().workspaces.find(workspace.id))?.name).toBe(workspace.name);
        });
        expect(await db().keys.find(workspace.id, key.id)).toEqual(key);
      });

      it('takes calls at the same time, and those that nobody waits for', async () => {
        const apis = [anApi(), anApi(), anApi(), anApi()];
        await db().transaction(async (stores) => {
          await Promise.all(apis.slice(1).map((api) => stores.apis.insert(api)));
          void stores.apis.insert(apis[0]!);
        });
        for (const api of apis) expect(await db().apis.find(api.id)).toEqual(api);
      });

      it('takes nothing more when it is over', async () => {
        const api = anApi();
        let escaped: Stores | undefined;
        await db().transaction((stores) => {
          escaped = stores;
          return Promise.resolve();
        });
        await expect(escaped!.apis.insert(api)).rejects.toThrow('over');
        expect(await db().apis.find(api.id)).toBeNull();
      });
    });

    describe('a lock', () => {
      it('keeps another writer of the row waiting until the end', async () => {
        const { key, reread } = await aKey(db());
        let others: Promise<void> | undefined;
        const order: string[] = [];
        await db().transaction(async (stores) => {
          await stores.keys.lock(key.workspaceId, key.id);
          others = db()
            .keys.update({ ...key, label: 'The other' })
            .then(() => void order.push('other'));
          // Time enough for the other to get through, if nothing held it.
          for (let i = 0; i < 20; i++) await stores.keys.find(key.workspaceId, key.id);
          await stores.keys.update({ ...key, label: 'The holder' });
          order.push('holder');
        });
        await others;
        expect(order).toEqual(['holder', 'other']);
        expect((await reread()).label).toBe('The other');
      });

      it('reads what the one before has written', async () => {
        const { key, reread } = await aKey(db());
        const appendOne = () =>
          db().transaction(async (stores) => {
            const locked = await stores.keys.lock(key.workspaceId, key.id);
            await stores.keys.update({ ...locked!, label: `${locked!.label}+` });
          });
        await Promise.all(Array.from({ length: 12 }, appendOne));
        expect((await reread()).label).toBe(`${key.label}${'+'.repeat(12)}`);
      });

      it('lets one of two through that decide on the same row', async () => {
        const { key } = await aKey(db());
        const disable = (atMs: number) =>
          db().transaction(async (stores) => {
            const locked = await stores.keys.lock(key.workspaceId, key.id);
            if (locked!.disabledAtMs !== null) return 'was disabled';
            await stores.keys.update({ ...locked!, disabledAtMs: atMs });
            return 'disabled';
          });
        const outcomes = await Promise.all([disable(1), disable(2)]);
        expect(outcomes.sort()).toEqual(['disabled', 'was disabled']);
      });

      it('works for workspaces', async () => {
        const { workspace } = await aTenancy(db());
        const appendOne = () =>
          db().transaction(async (stores) => {
            const locked = await stores.workspaces.lock(workspace.id);
            await stores.workspaces.update({ ...locked!, name: `${locked!.name}+` });
          });
        await Promise.all([1, 2, 3, 4, 5].map(appendOne));
        expect((await db().workspaces.find(workspace.id))?.name).toBe(`${workspace.name}+++++`);
      });

      it('works for APIs, and their host names', async () => {
        const api = anApi({ hostnames: [] });
        await db().apis.insert(api);
        const addOne = (name: string) =>
          db().transaction(async (stores) => {
            const locked = await stores.apis.lock(api.id);
            await stores.apis.update({ ...locked!, hostnames: [...locked!.hostnames, `${name}-locked.example.com`] });
          });
        await Promise.all(['a', 'b', 'c', 'd', 'e'].map(addOne));
        expect((await db().apis.find(api.id))?.hostnames).toHaveLength(5);
      });

      it('of a row that is taken over is what the winner left, when the winner rolls back', async () => {
        const { key } = await aKey(db());
        let waiting: Promise<ApiKey | null> | undefined;
        const attempt = db().transaction(async (stores) => {
          await stores.keys.lock(key.workspaceId, key.id);
          await stores.keys.update({ ...key, label: 'Undone' });
          waiting = db().transaction((theirs) => theirs.keys.lock(key.workspaceId, key.id));
          throw new Error('no');
        });
        await expect(attempt).rejects.toThrow('no');
        expect(await waiting).toEqual(key);
      });
    });
  });
}

async function aKey(database: Database) {
  const { place, workspace } = await aTenancy(database);
  const key = anApiKey(place);
  await database.keys.insert(key);
  return { key, reread: async () => (await database.keys.find(workspace.id, key.id))! };
}
