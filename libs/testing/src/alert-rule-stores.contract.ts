import { defaultAlertRules, withRules } from '@latchkey/domain';
import { aTenancy } from './a-tenancy.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { nextId } from './next-id.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

export function alertRuleStoresContract(makeDatabase: MakeDatabase): void {
  describe('alert rule store and alert silence store', () => {
    const db = useDatabase(makeDatabase);
    let workspaceId: string;

    beforeEach(async () => {
      workspaceId = (await aTenancy(db())).workspace.id;
    });

    it('keeps the rules of each workspace as they were last put', async () => {
      expect(await db().alertRules.find(workspaceId)).toBeNull();
      const first = { ...defaultAlertRules(workspaceId), mailTo: [nextId('usr'), nextId('usr')] };
      await db().alertRules.put(first);
      expect(await db().alertRules.find(workspaceId)).toEqual(first);
      const rules = withRules(first.rules, { rotation_due: { afterDays: 30, silencedUntilMs: 5, channels: [] } });
      await db().alertRules.put({ ...first, mailTo: null, rules });
      expect(await db().alertRules.find(workspaceId)).toEqual({ ...first, mailTo: null, rules });
      expect(await db().alertRules.find((await aTenancy(db())).workspace.id)).toBeNull();
    });

    it('keeps one silence for each kind and key, and for what no key has alone', async () => {
      const keyId = nextId('key');
      const silence = { workspaceId, kind: 'new_network', keyId, untilMs: TEST_EPOCH_MS } as const;
      const ofAll = { workspaceId, kind: 'quota_used', keyId: null, untilMs: null } as const;
      await db().alertSilences.put(silence);
      await db().alertSilences.put(ofAll);
      expect(await db().alertSilences.among(workspaceId, [keyId])).toEqual([silence]);
      expect(await db().alertSilences.among(workspaceId, [null])).toEqual([ofAll]);
      expect(await db().alertSilences.among(workspaceId, [null, keyId, nextId('key')])).toHaveLength(2);
      await db().alertSilences.put({ ...silence, untilMs: null });
      expect(await db().alertSilences.among(workspaceId, [keyId])).toEqual([{ ...silence, untilMs: null }]);
      expect(await db().alertSilences.among((await aTenancy(db())).workspace.id, [keyId, null])).toEqual([]);
      expect(await db().alertSilences.remove(workspaceId, 'rotation_due', keyId)).toBe(false);
      expect(await db().alertSilences.remove(workspaceId, 'new_network', keyId)).toBe(true);
      expect(await db().alertSilences.remove(workspaceId, 'quota_used', null)).toBe(true);
      expect(await db().alertSilences.among(workspaceId, [null, keyId])).toEqual([]);
    });
  });
}
