import { aTemplate } from './a-template.js';
import { aTenancy } from './a-tenancy.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function templateStoreContract(makeDatabase: MakeDatabase): void {
  describe('template store', () => {
    const db = useDatabase(makeDatabase);
    const aPlace = async () => ({ workspaceId: (await aTenancy(db())).workspace.id });

    it('keeps every field, through a change as well, and finds it by its name', async () => {
      const template = aTemplate({
        ...(await aPlace()),
        name: 'order_shipped',
        language: 'en_GB',
        body: 'Ciao {{1}} 👋\r\n“€” \\ %',
        createdAtMs: 1_766_000_000_001,
        updatedAtMs: 1_766_000_000_456,
      });
      const { workspaceId, id, name, language } = template;
      await db().templates.insert(template);
      expect(await db().templates.find(workspaceId, id)).toEqual(template);
      expect(await db().templates.findByName(workspaceId, name, language)).toEqual(template);
      const changed = { ...template, name: 'order_late', status: 'draft' as const, body: 'Late.' };
      await db().templates.update(changed);
      expect(await db().transaction((stores) => stores.templates.lock(workspaceId, id))).toEqual(changed);
      expect(await db().templates.findByName(workspaceId, name, language)).toBeNull();
    });

    it('answers null for an unknown one and for one of another workspace, and changes neither', async () => {
      const [place, other] = [await aPlace(), await aPlace()];
      const template = aTemplate(place);
      await db().templates.insert(template);
      for (const [workspaceId, id] of [
        [other.workspaceId, template.id],
        [place.workspaceId, 'tpl_unknown'],
      ] as const) {
        expect(await db().templates.find(workspaceId, id)).toBeNull();
        expect(await db().transaction((stores) => stores.templates.lock(workspaceId, id))).toBeNull();
        expect(await db().templates.remove(workspaceId, id)).toBe(false);
        const moved = { ...template, workspaceId, id };
        await expect(db().templates.update(moved)).rejects.toMatchObject({ name: 'NotFoundError' });
      }
      expect(await db().templates.findByName(other.workspaceId, template.name, template.language)).toBeNull();
    });

    it('refuses a name that another template of the workspace has in that language, and no other', async () => {
      const [place, other] = [await aPlace(), await aPlace()];
      const template = aTemplate(place);
      const { name } = template;
      await db().templates.insert(template);
      const taken = { name: 'ConflictError', field: 'name' };
      await expect(db().templates.insert(aTemplate({ ...place, name }))).rejects.toMatchObject(taken);
      const second = aTemplate({ ...place, name, language: 'nl' });
      await db().templates.insert(second);
      await expect(db().templates.update({ ...second, language: 'en' })).rejects.toMatchObject(taken);
      await db().templates.insert(aTemplate({ ...other, name }));
      expect(await db().templates.remove(place.workspaceId, template.id)).toBe(true);
      expect(await db().templates.exists(template.id)).toBe(false);
      await db().templates.update({ ...second, language: 'en' });
    });

    it('pages newest first through those of one workspace', async () => {
      const [place, other] = [await aPlace(), await aPlace()];
      const mine = [1, 2, 3].map(() => aTemplate(place));
      for (const template of [...mine, aTemplate(other)].reverse()) await db().templates.insert(template);
      const pages = await allPages(2, (page) => db().templates.page(place.workspaceId, page));
      expect(pages).toEqual(expectedPages(2, mine));
    });
  });
}
