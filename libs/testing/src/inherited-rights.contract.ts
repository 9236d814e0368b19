import { type ApiKey, keyRecord, type KeyStore, rightsOfPerson, type User } from '@latchkey/domain';
import { type ResourceScope, ROLE_PERMISSIONS, WORKSPACE_ROLES, type WorkspaceRole } from '@latchkey/vocabulary';
import { aMember } from './a-member.js';
import { aTenancy, type Tenancy } from './a-tenancy.js';
import { anApiKey } from './an-api-key.js';
import { aUser } from './a-user.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

/** What a record says of a key that has no more than the person behind it. */
export function inheritedRightsContract(makeDatabase: MakeDatabase): void {
  describe('the record of a key that inherits', () => {
    const db = useDatabase(makeDatabase);
    let tenancy: Tenancy;
    let person: User;
    let key: ApiKey;

    beforeEach(async () => {
      tenancy = await aTenancy(db());
      person = aUser({ role: null });
      await db().users.insert(person);
      key = anApiKey({ ...tenancy.place, scopes: ['admin'], inheritsFrom: person.id });
      await db().keys.insert(key);
    });

    const joined = (role: WorkspaceRole) =>
      db().members.insert(aMember({ workspaceId: tenancy.workspace.id, userId: person.id, role }));
    const held = async (): Promise<ResourceScope[]> => {
      const [record, settled] = [await db().keys.recordOf(key.sha256), await db().keys.settledRecordOf(key.sha256)];
      expect(settled).toEqual(record);
      return [...(record?.heldScopes ?? [])].sort();
    };

    it('names whom it inherits from, and is read with their rights', async () => {
      await joined('developer');
      const rights = rightsOfPerson(person, { role: 'developer' });
      expect(await db().keys.find(key.workspaceId, key.id)).toEqual(key);
      const { workspace, plan } = tenancy;
      expect(await db().keys.recordOf(key.sha256)).toEqual(keyRecord(key, workspace, plan, null, rights));
    });

    it.each([...WORKSPACE_ROLES])('has what %s may do', async (role) => {
      await joined(role);
      expect(await held()).toEqual([...ROLE_PERMISSIONS[role]].sort());
    });

    it('has no more than its own scopes, whatever the person may do', async () => {
      await joined('owner');
      await db().keys.update({ ...key, scopes: ['read'] });
      expect(await held()).toEqual([
        'analytics:read',
        'contacts:read',
        'devices:read',
        'messages:read',
        'templates:read',
      ]);
    });

    it('follows the role, and has nothing once they are no member; nor by what they are elsewhere', async () => {
      expect(await held()).toEqual([]);
      const elsewhere = await aTenancy(db());
      await db().members.insert(aMember({ workspaceId: elsewhere.workspace.id, userId: person.id, role: 'owner' }));
      expect(await held()).toEqual([]);
      await joined('admin');
      const member = await db().members.find(tenancy.workspace.id, person.id);
      await db().members.update({ ...member!, role: 'viewer' });
      expect(await held()).toEqual([...ROLE_PERMISSIONS.viewer].sort());
      await db().members.remove(tenancy.workspace.id, person.id, 1);
      expect(await held()).toEqual([]);
    });

    it('has nothing once they have left, whatever they are', async () => {
      await joined('owner');
      await db().users.update({ ...person, leftAtMs: 1, role: 'operator' });
      expect(await held()).toEqual([]);
    });

    it('of an operator has all of its own scopes', async () => {
      await db().users.update({ ...person, role: 'operator' });
      expect(await held()).toEqual([...ROLE_PERMISSIONS.admin].sort());
    });

    it('is settled only when a change of the members, or of the account, has ended', async () => {
      await joined('owner');
      const { id: workspaceId } = tenancy.workspace;
      let looked: ReturnType<KeyStore['settledRecordOf']> | undefined;
      await db().transaction(async (stores) => {
        await stores.workspaces.lock(workspaceId);
        looked = db().keys.settledRecordOf(key.sha256);
        // Time enough for the other to get through, if nothing held it.
        for (let i = 0; i < 20; i++) await stores.users.find(person.id);
        await stores.members.remove(workspaceId, person.id, 1);
      });
      expect((await looked)?.heldScopes.size).toBe(0);
      await joined('owner');
      await db().transaction(async (stores) => {
        await stores.users.update({ ...person, leftAtMs: 1 });
        looked = db().keys.settledRecordOf(key.sha256);
        for (let i = 0; i < 20; i++) await stores.users.find(person.id);
      });
      expect((await looked)?.heldScopes.size).toBe(0);
    });

    it('cannot be of somebody who does not exist', async () => {
      const stray = anApiKey({ ...tenancy.place, inheritsFrom: 'usr_unknown' });
      await expect(db().keys.insert(stray)).rejects.toThrow();
    });
  });
}
