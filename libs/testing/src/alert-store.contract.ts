import type { Alert } from '@latchkey/domain';
import { aTenancy } from './a-tenancy.js';
import { anAlert } from './an-alert.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

const HOUR_MS = 60 * 60 * 1000;

export function alertStoreContract(makeDatabase: MakeDatabase): void {
  describe('alert store', () => {
    const db = useDatabase(makeDatabase);
    let workspaceId: string;

    beforeEach(async () => {
      workspaceId = (await aTenancy(db())).workspace.id;
    });

    const fired = async (overrides: Partial<Alert> = {}): Promise<Alert> => {
      const alert = anAlert({ workspaceId, keyId: nextId('key'), ...overrides });
      expect(await db().alerts.fire(alert)).toBe(true);
      return alert;
    };
    const stored = ({ id }: Alert) => db().alerts.find(workspaceId, id);

    it('keeps an alert as it was fired, for its workspace alone', async () => {
      const details = { percent: 80, meter: 'quota', nested: { list: [1, null, 'ü'] } };
      const alert = await fired({ kind: 'quota_used', keyId: null, details, resolvesAtMs: TEST_EPOCH_MS + 5 });
      expect(await stored(alert)).toEqual(alert);
      expect(await db().alerts.find((await aTenancy(db())).workspace.id, alert.id)).toBeNull();
      expect(await db().alerts.find(workspaceId, nextId('alr'))).toBeNull();
    });

    it('fires once for each workspace, kind and cause, also when the first is over', async () => {
      const alert = await fired();
      const again = { ...alert, id: nextId('alr') };
      expect(await db().alerts.fire(again)).toBe(false);
      await db().alerts.resolve([alert.id], TEST_EPOCH_MS);
      expect(await db().alerts.fire(again)).toBe(false);
      expect(await stored(again)).toBeNull();
      await fired({ cause: alert.cause, kind: 'used_after_silence' });
      workspaceId = (await aTenancy(db())).workspace.id;
      await fired({ cause: alert.cause });
    });

    it('a key has one spike of a kind at a time', async () => {
      const first = await fired({ kind: 'requests_spiking' });
      const spike = (overrides: Partial<Alert>) => anAlert({ ...first, id: nextId('alr'), cause: 'x', ...overrides });
      expect(await db().alerts.fire(spike({}))).toBe(false);
      expect(await db().alerts.fire(spike({ kind: 'refusals_spiking' }))).toBe(true);
      expect(await db().alerts.fire(spike({ keyId: nextId('key'), cause: 'y' }))).toBe(true);
      await db().alerts.resolve([first.id], TEST_EPOCH_MS);
      expect(await db().alerts.fire(spike({}))).toBe(true);
    });

    it('tells one of several who fire the same at once that it is the first', async () => {
      const alert = anAlert({ workspaceId });
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => db().alerts.fire({ ...alert, id: nextId('alr') })),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('an alert of a transaction that is undone was never fired', async () => {
      const alert = anAlert({ workspaceId });
      const undone = db().transaction(async ({ alerts }) => {
        await alerts.fire(alert);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await db().alerts.fire(alert)).toBe(true);
    });

    it('pages through a workspace, newest first, by state, kind and key', async () => {
      const alerts = [await fired(), await fired({ kind: 'rotation_due' }), await fired({ keyId: null })];
      await db().alerts.resolve([alerts[0]!.id], TEST_EPOCH_MS);
      const idsOf = async (filter: object, page = { limit: 10 }) =>
        (await db().alerts.page({ workspaceId, ...filter }, page)).items.map(({ id }) => id);
      const [first, second, third] = alerts.map(({ id }) => id);
      expect(await idsOf({})).toEqual([third, second, first]);
      expect(await idsOf({ state: 'firing' })).toEqual([third, second]);
      expect(await idsOf({ state: 'resolved' })).toEqual([first]);
      expect(await idsOf({ kind: 'rotation_due' })).toEqual([second]);
      expect(await idsOf({ keyId: alerts[0]!.keyId, state: 'resolved' })).toEqual([first]);
      expect(await db().alerts.page({ workspaceId }, { limit: 2 })).toMatchObject({ hasMore: true });
      expect(await idsOf({}, { limit: 2, ...{ beforeId: second! } })).toEqual([first]);
    });

    it('lists what is firing of some kinds, in any workspace', async () => {
      const [spike, other] = [await fired({ kind: 'requests_spiking' }), await fired()];
      const over = await fired({ kind: 'refusals_spiking' });
      await db().alerts.resolve([over.id], TEST_EPOCH_MS);
      const { items } = await db().alerts.firing(['requests_spiking', 'refusals_spiking'], { limit: 100 });
      expect(items).toContainEqual(spike);
      for (const { id } of [other, over]) expect(items.map((item) => item.id)).not.toContain(id);
    });

    it('ends what is firing, and answers that alone', async () => {
      const [one, two] = [await fired(), await fired()];
      const ended = { ...one, resolvedAtMs: TEST_EPOCH_MS + 1 };
      expect(await db().alerts.resolve([one.id], TEST_EPOCH_MS + 1)).toEqual([ended]);
      expect(await db().alerts.resolve([one.id], TEST_EPOCH_MS + 2)).toEqual([]);
      expect([await stored(one), await stored(two)]).toEqual([ended, two]);
    });

    it('ends those of some kinds that are about a key', async () => {
      const keyId = nextId('key');
      const [due, spike] = [
        await fired({ keyId, kind: 'rotation_due' }),
        await fired({ keyId, kind: 'requests_spiking' }),
      ];
      const other = await fired({ kind: 'rotation_due' });
      const ended = await db().alerts.resolveOfKey(workspaceId, keyId, ['rotation_due'], TEST_EPOCH_MS);
      expect(ended).toEqual([{ ...due, resolvedAtMs: TEST_EPOCH_MS }]);
      expect([await stored(spike), await stored(other)]).toEqual([spike, other]);
    });

    it('ends what is due at the time that it was due, so many at a time, the longest due first', async () => {
      // What other tests have left over.
      await db().alerts.resolveDue(TEST_EPOCH_MS + HOUR_MS, 1_000);
      const later = await fired({ resolvesAtMs: TEST_EPOCH_MS + HOUR_MS });
      const sooner = await fired({ resolvesAtMs: TEST_EPOCH_MS + 1 });
      const never = await fired({ resolvesAtMs: null });
      expect(await db().alerts.resolveDue(TEST_EPOCH_MS, 10)).toEqual([]);
      const due = await db().alerts.resolveDue(TEST_EPOCH_MS + HOUR_MS, 1);
      expect(due).toEqual([{ ...sooner, resolvedAtMs: TEST_EPOCH_MS + 1 }]);
      const rest = await db().alerts.resolveDue(TEST_EPOCH_MS + HOUR_MS, 10);
      expect(rest).toEqual([{ ...later, resolvedAtMs: TEST_EPOCH_MS + HOUR_MS }]);
      expect(await stored(never)).toEqual(never);
    });

    it('forgets what was over before a moment, so many at a time, and nothing that is firing', async () => {
      const firing = await fired();
      for (let i = 0; i < 3; i++) await db().alerts.resolve([(await fired()).id], 1_000);
      expect(await db().alerts.forget(1_000, 10)).toBe(0);
      expect(await db().alerts.forget(1_001, 2)).toBe(2);
      expect(await db().alerts.forget(1_001, 2)).toBe(1);
      expect(await stored(firing)).toEqual(firing);
    });
  });
}
