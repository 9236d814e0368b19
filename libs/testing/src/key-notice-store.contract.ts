import { EXPIRY_NOTICE_DAYS, type ExpiryNoticeDays } from '@latchkey/vocabulary';
import {
  type ApiKey,
  defaultAlertRules,
  isExpiringWithin,
  isRotationDue,
  isScheduledRevocationDue,
  withRules,
} from '@latchkey/domain';
import { aTenancy } from './a-tenancy.js';
import { anApiKey, aReplacement, aRevocation } from './an-api-key.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = TEST_EPOCH_MS + 400 * DAY_MS;
const EDGES_MS = [-1, 0, 1];

export function keyNoticeStoreContract(makeDatabase: MakeDatabase): void {
  describe('key notice store', () => {
    const db = useDatabase(makeDatabase);
    let place: { apiId: string; workspaceId: string };

    beforeAll(async () => {
      ({ place } = await aTenancy(db()));
    });
    /** Nothing that one test leaves over is due in the next. */
    afterEach(async () => {
      for (const days of EXPIRY_NOTICE_DAYS) await expiring(days);
      await revoked();
    });

    const expiring = (days: ExpiryNoticeDays, nowMs = NOW_MS, keysMax = 1_000) =>
      db().transaction((stores) => stores.keyNotices.takeExpiring(days, nowMs, keysMax));
    const revoked = (nowMs = NOW_MS, keysMax = 1_000) =>
      db().transaction((stores) => stores.keyNotices.takeRevoked(nowMs, keysMax));
    const insert = async (overrides: Partial<ApiKey>): Promise<ApiKey> => {
      const key = anApiKey({ ...place, ...overrides });
      await db().keys.insert(key);
      return key;
    };
    const idsOf = (keys: readonly ApiKey[]) => keys.map(({ id }) => id).sort();

    it.each(EXPIRY_NOTICE_DAYS)('takes at %d days what the rule names, to the millisecond, and once', async (days) => {
      const successor = await insert({});
      const keys: ApiKey[] = [];
      for (const edgeMs of EDGES_MS) {
        const expiresAtMs = NOW_MS + days * DAY_MS + edgeMs;
        keys.push(await insert({ expiresAtMs }), await insert({ expiresAtMs: NOW_MS + edgeMs }));
        keys.push(await insert({ expiresAtMs: NOW_MS + 5_000, createdAtMs: NOW_MS + 5_000 - days * DAY_MS + edgeMs }));
      }
      const expiresAtMs = NOW_MS + DAY_MS / 2;
      keys.push(await insert({ expiresAtMs, replacement: aReplacement(successor.id) }));
      keys.push(await insert({ expiresAtMs, revocation: aRevocation({ atMs: NOW_MS + DAY_MS }) }));
      keys.push(await insert({ expiresAtMs, disabledAtMs: NOW_MS }));
      const expected = keys.filter((key) => isExpiringWithin(days, key, NOW_MS));
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(keys.length);
      const taken = await expiring(days);
      expect(idsOf(taken)).toEqual(idsOf(expected));
      for (const key of taken) expect(expected).toContainEqual(key);
      expect(await expiring(days)).toEqual([]);
    });

    it('takes the first to expire first, so many at a time', async () => {
      const keys = [3, 1, 2].map((hours) => ({ expiresAtMs: NOW_MS + hours * 3_600_000 }));
      const [third, first, second] = [await insert(keys[0]!), await insert(keys[1]!), await insert(keys[2]!)];
      expect(await expiring(1, NOW_MS, 2)).toEqual([first, second]);
      expect(await expiring(1, NOW_MS, 2)).toEqual([third]);
    });

    it('what was told of at a distance is told of again only at a nearer one, also where the clock goes back', async () => {
      const key = await insert({ expiresAtMs: NOW_MS + 6 * DAY_MS });
      expect(await expiring(7)).toEqual([key]);
      expect(await expiring(30)).toEqual([]);
      expect(idsOf(await expiring(30, NOW_MS - 20 * DAY_MS))).not.toContain(key.id);
      expect(await expiring(1, NOW_MS + 5 * DAY_MS)).toEqual([key]);
      expect(await expiring(7)).toEqual([]);
    });

    it('a change to the key changes nothing of what was told', async () => {
      const key = await insert({ expiresAtMs: NOW_MS + 6 * DAY_MS });
      await expiring(7);
      await db().keys.update({ ...key, label: 'Changed' });
      expect(await expiring(7)).toEqual([]);
    });

    it('takes scheduled revocations that are in force, and once', async () => {
      const keys: ApiKey[] = [];
      for (const edgeMs of EDGES_MS) {
        const atMs = NOW_MS + edgeMs;
        keys.push(await insert({ revocation: aRevocation({ atMs, decidedAtMs: TEST_EPOCH_MS, note: 'x' }) }));
        keys.push(await insert({ revocation: aRevocation({ atMs, decidedAtMs: atMs }) }));
      }
      const expected = keys.filter((key) => isScheduledRevocationDue(key, NOW_MS));
      expect(expected).toHaveLength(2);
      expect(idsOf(await revoked(NOW_MS, 1))).toHaveLength(1);
      const rest = await revoked();
      expect(rest).toHaveLength(1);
      expect(expected).toContainEqual(rest[0]);
      expect(await revoked()).toEqual([]);
      expect(await revoked(NOW_MS + 1)).toHaveLength(1);
    });

    it('takes for rotation what the rule of the workspace names, to the millisecond, and once', async () => {
      const [{ place: shorter }, { place: off }] = [await aTenancy(db()), await aTenancy(db())];
      const rulesOf = (workspaceId: string, change: object) => {
        const rules = defaultAlertRules(workspaceId);
        return { ...rules, rules: withRules(rules.rules, { rotation_due: change }) };
      };
      const byWorkspace = [
        defaultAlertRules(place.workspaceId),
        rulesOf(shorter.workspaceId, { afterDays: 10 }),
        rulesOf(off.workspaceId, { enabled: false }),
      ];
      for (const rules of byWorkspace.slice(1)) await db().alertRules.put(rules);
      const keys: ApiKey[] = [];
      for (const where of [place, shorter, off])
        for (const days of [10, 90])
          for (const edgeMs of EDGES_MS)
            keys.push(await insert({ ...where, createdAtMs: NOW_MS - days * DAY_MS + edgeMs }));
      const old = { createdAtMs: NOW_MS - 91 * DAY_MS };
      keys.push(await insert({ ...old, disabledAtMs: NOW_MS }), await insert({ ...old, expiresAtMs: NOW_MS }));
      keys.push(await insert({ ...old, expiresAtMs: NOW_MS + 1 }));
      keys.push(await insert({ ...old, replacement: aReplacement(keys[0]!.id) }));
      keys.push(await insert({ ...old, revocation: aRevocation({ atMs: NOW_MS + DAY_MS }) }));
      const ruleOf = ({ workspaceId }: ApiKey) =>
        byWorkspace.find((rules) => rules.workspaceId === workspaceId)!.rules.rotation_due;
      const expected = keys.filter((key) => isRotationDue(key, ruleOf(key), NOW_MS));
      expect(expected).toHaveLength(2 + 2 + 3 + 1);
      const take = (keysMax: number) =>
        db().transaction((stores) => stores.keyNotices.takeRotationDue(NOW_MS, keysMax));
      const first = await take(3);
      const ours = ({ id }: ApiKey) => keys.some((key) => key.id === id);
      expect(idsOf([...first, ...(await take(1_000))].filter(ours))).toEqual(idsOf(expected));
      expect(await take(1_000)).toEqual([]);
    });

    it('what was taken in a transaction that is undone is taken again', async () => {
      const key = await insert({ expiresAtMs: NOW_MS + DAY_MS / 2 });
      const undone = db().transaction(async ({ keyNotices }) => {
        await keyNotices.takeExpiring(1, NOW_MS, 10);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await expiring(1)).toEqual([key]);
    });

    it('gives no key to two who ask at once', async () => {
      const keys = [];
      for (let i = 0; i < 12; i++) keys.push(await insert({ expiresAtMs: NOW_MS + DAY_MS / 2 }));
      const answers = await Promise.all(Array.from({ length: 6 }, () => expiring(1, NOW_MS, 4)));
      const all = idsOf([...answers.flat(), ...(await expiring(1))]);
      expect(all).toEqual(idsOf(keys));
    });
  });
}
