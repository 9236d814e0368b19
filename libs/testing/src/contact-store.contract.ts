import { aContact } from './a-contact.js';
import { aTenancy } from './a-tenancy.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function contactStoreContract(makeDatabase: MakeDatabase): void {
  describe('contact store', () => {
    const db = useDatabase(makeDatabase);
    const aPlace = async () => ({ workspaceId: (await aTenancy(db())).workspace.id });

    it('keeps every field, through a change as well', async () => {
      const contact = aContact({
        ...(await aPlace()),
        sandbox: true,
        name: 'Straße 👋',
        tags: ['vip', 'a b'],
        metadata: { crm: '42' },
        optedOutAtMs: 1_766_000_000_123,
        createdAtMs: 1_766_000_000_001,
        updatedAtMs: 1_766_000_000_456,
      });
      await db().contacts.insert(contact);
      expect(await db().contacts.find(contact.workspaceId, contact.id)).toEqual(contact);
      const changed = { ...contact, name: 'Other', phoneNumber: '+31612345678', tags: [], optedOutAtMs: null };
      await db().contacts.update(changed);
      expect(await db().transaction((stores) => stores.contacts.lock(contact.workspaceId, contact.id))).toEqual(
        changed,
      );
    });

    it('answers null for an unknown one and for one of another workspace, and changes neither', async () => {
      const [place, other] = [await aPlace(), await aPlace()];
      const contact = aContact(place);
      await db().contacts.insert(contact);
      for (const [workspaceId, id] of [
        [other.workspaceId, contact.id],
        [place.workspaceId, 'con_unknown'],
      ] as const) {
        expect(await db().contacts.find(workspaceId, id)).toBeNull();
        expect(await db().transaction((stores) => stores.contacts.lock(workspaceId, id))).toBeNull();
        expect(await db().contacts.remove(workspaceId, id)).toBe(false);
        const moved = { ...contact, workspaceId, id };
        await expect(db().contacts.update(moved)).rejects.toMatchObject({ name: 'NotFoundError' });
      }
      expect(await db().contacts.find(place.workspaceId, contact.id)).toEqual(contact);
    });

    it('removes one, after which its number is free', async () => {
      const contact = aContact(await aPlace());
      await db().contacts.insert(contact);
      expect(await db().contacts.exists(contact.id)).toBe(true);
      expect(await db().contacts.remove(contact.workspaceId, contact.id)).toBe(true);
      expect(await db().contacts.remove(contact.workspaceId, contact.id)).toBe(false);
      expect(await db().contacts.exists(contact.id)).toBe(false);
      await db().contacts.insert(aContact({ ...contact, id: 'con_again' }));
    });

    it('refuses a number that another contact of the place has, and no other', async () => {
      const [place, other] = [await aPlace(), await aPlace()];
      const contact = aContact(place);
      const { phoneNumber } = contact;
      await db().contacts.insert(contact);
      const taken = { name: 'ConflictError', field: 'phoneNumber' };
      await expect(db().contacts.insert(aContact({ ...place, phoneNumber }))).rejects.toMatchObject(taken);
      const second = aContact(place);
      await db().contacts.insert(second);
      await expect(db().contacts.update({ ...second, phoneNumber })).rejects.toMatchObject(taken);
      await db().contacts.insert(aContact({ ...place, phoneNumber, sandbox: true }));
      await db().contacts.insert(aContact({ ...other, phoneNumber }));
      await db().contacts.update({ ...contact, name: 'Same number' });
    });

    it('pages newest first through one side of the sandbox of one workspace', async () => {
      const [place, other] = [await aPlace(), await aPlace()];
      const mine = [1, 2, 3].map(() => aContact(place));
      for (const contact of [...mine, aContact({ ...place, sandbox: true }), aContact(other)].reverse())
        await db().contacts.insert(contact);
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(limit, (page) => db().contacts.page({ ...place, sandbox: false }, page));
        expect(pages).toEqual(expectedPages(limit, mine));
      }
    });

    it('finds in the name in any case, and in the number; no character is a wildcard', async () => {
      const place = { ...(await aPlace()), sandbox: false };
      const ada = aContact({ ...place, name: 'ADA Élan 100%', phoneNumber: '+31600000001' });
      const bob = aContact({ ...place, name: 'bob_x', phoneNumber: '+4915100000002' });
      for (const contact of [ada, bob]) await db().contacts.insert(contact);
      const found = async (q: string) =>
        (await db().contacts.page({ ...place, q }, { limit: 9 })).items.map(({ id }) => id);
      for (const q of ['ada', 'éLAN', '0%', '+316', '0001']) expect([q, await found(q)]).toEqual([q, [ada.id]]);
      for (const q of ['B_X', '+49', 'b']) expect([q, await found(q)]).toEqual([q, [bob.id]]);
      for (const q of ['a%e', 'b_b', '\\', '+1']) expect([q, await found(q)]).toEqual([q, []]);
    });

    it('refuses one of a workspace that is not there', async () => {
      await expect(db().contacts.insert(aContact({ workspaceId: 'ws_absent' }))).rejects.toThrow();
    });
  });
}
