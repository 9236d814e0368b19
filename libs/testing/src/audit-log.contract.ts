import type { AuditFilter } from '@latchkey/domain';
import { allPages, expectedPages } from './all-pages.js';
import { anAuditEntry } from './an-audit-entry.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function auditLogContract(makeDatabase: MakeDatabase): void {
  describe('audit log', () => {
    const db = useDatabase(makeDatabase);

    it('keeps every field', async () => {
      const entry = anAuditEntry({
        atMs: 1_766_000_000_123,
        actor: { kind: 'key', id: 'key_actor' },
        onBehalfOf: { kind: 'user', id: 'usr_behind' },
        action: 'key.revoked',
        workspaceId: 'ws_full',
        before: { label: 'Ölig 🛢️', scopes: ['read'], revokedAtMs: null, nested: { list: [1, 2.5, -0.001, true] } },
        after: {},
        reason: 'In a public gist. 😱',
        address: '2001:db8::1',
        requestId: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      });
      await db().audit.append(entry);
      const page = await db().audit.page({ workspaceId: 'ws_full' }, { limit: 1 });
      expect(page).toMatchObject({ items: [entry], hasMore: false });
    });

    it('keeps an entry that has nothing but what happened', async () => {
      const entry = anAuditEntry({ actor: { kind: 'system', id: 'system' } });
      await db().audit.append(entry);
      expect((await db().audit.page({}, { limit: 1 })).items).toMatchObject([entry]);
    });

    it('keeps what was appended, whatever becomes of the object', async () => {
      const after = { label: 'before' };
      await db().audit.append(anAuditEntry({ workspaceId: 'ws_copied', after }));
      after.label = 'after';
      const { items } = await db().audit.page({ workspaceId: 'ws_copied' }, { limit: 1 });
      expect(items[0]?.after).toEqual({ label: 'before' });
    });

    it('pages newest first, through everything or one workspace', async () => {
      const mine = [1, 2, 3, 4, 5].map(() => anAuditEntry({ workspaceId: 'ws_mine' }));
      const others = [anAuditEntry({ workspaceId: 'ws_other' }), anAuditEntry()];
      for (const entry of [...mine, ...others].reverse()) await db().audit.append(entry);
      for (const limit of [2, 5]) {
        const pages = await allPages(limit, (page) => db().audit.page({ workspaceId: 'ws_mine' }, page));
        expect(pages).toEqual(expectedPages(limit, mine));
      }
      const all = (await allPages(3, (page) => db().audit.page({}, page))).flat();
      expect(all.slice(0, 7)).toEqual([...mine, ...others].map(({ id }) => id).reverse());
      expect(await db().audit.page({ workspaceId: 'ws_unknown' }, { limit: 3 })).toEqual({ items: [], hasMore: false });
    });

    it('pages what was done to one thing, in one workspace or all', async () => {
      const targetId = 'key_followed';
      const [here, there] = [
        anAuditEntry({ workspaceId: 'ws_follows', targetId }),
        anAuditEntry({ workspaceId: 'ws_follows_too', targetId }),
      ];
      for (const entry of [here, there, anAuditEntry({ workspaceId: 'ws_follows' })]) await db().audit.append(entry);
      expect((await db().audit.page({ targetId }, { limit: 9 })).items).toMatchObject([there, here]);
      expect((await db().audit.page({ workspaceId: 'ws_follows', targetId }, { limit: 9 })).items).toMatchObject([
        here,
      ]);
    });

    it('pages what is asked for, and nothing else', async () => {
      const workspaceId = 'ws_filtered';
      const one = anAuditEntry({ workspaceId, actor: { kind: 'key', id: 'key_one' }, atMs: 1_000 });
      const two = anAuditEntry({ workspaceId, action: 'key.created', atMs: 2_000 });
      const three = anAuditEntry({ workspaceId, targetId: 'key_three', atMs: 3_000 });
      for (const entry of [one, two, three]) await db().audit.append(entry);
      const found = async (filter: AuditFilter) =>
        (await db().audit.page({ workspaceId, ...filter }, { limit: 5 })).items.map(({ id }) => id);
      expect(await found({ actorId: 'key_one' })).toEqual([one.id]);
      expect(await found({ action: 'key.created' })).toEqual([two.id]);
      expect(await found({ targetId: 'key_three' })).toEqual([three.id]);
      expect(await found({ fromMs: 2_000 })).toEqual([three.id, two.id]);
      expect(await found({ toMs: 2_000 })).toEqual([one.id]);
      expect(await found({ action: 'key.created', actorId: 'key_one' })).toEqual([]);
    });

    it('refuses a taken id', async () => {
      const entry = anAuditEntry();
      await db().audit.append(entry);
      await expect(db().audit.append(entry)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
    });
  });
}
