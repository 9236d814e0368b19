import { type ApiKey, isWithin, keyRecord, type KeyStore, takesPlace } from '@latchkey/domain';
import { aPlan } from './a-plan.js';
import { aTenancy, type Tenancy } from './a-tenancy.js';
import { anApp } from './an-app.js';
import { anApiKey, aReplacement, aRevocation, sha256Of } from './an-api-key.js';
import { insertKeys, type Overrides } from './insert-keys.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

const NOW_MS = TEST_EPOCH_MS + 1_000;
const END_OF_9999_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export function keyStoreContract(makeDatabase: MakeDatabase): void {
  describe('key store', () => {
    const db = useDatabase(makeDatabase);
    let tenancy: Tenancy;
    let other: Tenancy;

    beforeEach(async () => {
      [tenancy, other] = [await aTenancy(db()), await aTenancy(db())];
    });

    const inserted = <const T extends Overrides>(...overrides: T) => insertKeys(db(), tenancy, overrides);
    const find = (key: ApiKey) => db().keys.find(key.workspaceId, key.id);
    describe('keeps', () => {
      it('a key that has everything', async () => {
        const [predecessor, successor] = await inserted({}, {});
        const [key] = await inserted({
          label: 'Ops 🔑 “prod” 日本',
          environment: 'test',
          type: 'read_only',
          scopes: ['messages:write', 'admin', 'devices:read'],
          metadata: { team: 'billing', 'ключ "x"': '{"a":[1]}', empty: '', __proto__x: '🦊', back: '\\n\n' },
          createdAtMs: 1_766_000_000_001,
          createdBy: { kind: 'key', id: 'key_maker' },
          expiresAtMs: 1_766_000_000_999,
          disabledAtMs: 1_766_000_000_123,
          enabledAtMs: 1_766_000_000_122,
          revocation: aRevocation({
            atMs: 1_766_000_000_456,
            decidedAtMs: 1_766_000_000_123,
            reason: 'compromised',
            note: 'In a public gist. 😱',
          }),
          rateLimit: { limit: 9, windowMs: 60_000 },
          quota: { limit: 1_000_000_000, period: 'month' },
          rotatedFrom: predecessor.id,
          lineageId: predecessor.id,
          replacement: aReplacement(successor.id, {
            overlapMs: 30 * 24 * 60 * 60 * 1000 + 1,
            overlapEndsAtMs: 1_766_000_000_789,
          }),
        });
        expect(await find(key)).toEqual(key);
      });

      it('a key that is restricted in every way', async () => {
        const app = anApp({ workspaceId: tenancy.workspace.id });
        await db().apps.insert(app);
        const [key] = await inserted({
          deviceIds: ['dev_b', 'dev_a'],
          appId: app.id,
          ipAllowlist: ['2001:db8::/32', '10.0.0.1'],
        });
        expect(await find(key)).toEqual(key);
        expect(await db().keys.recordOf(key.sha256)).toEqual(keyRecord(key, tenancy.workspace, tenancy.plan, app));
      });

      it('a key that has nothing', async () => {
        const [key] = await inserted({ scopes: [], metadata: {} });
        expect(await find(key)).toEqual(key);
      });

      it.each([0, 1, 999, 1_766_000_000_001, 4_102_444_799_999, END_OF_9999_MS])('the millisecond %d', async (ms) => {
        const [key] = await inserted({ createdAtMs: ms, expiresAtMs: ms, disabledAtMs: ms });
        expect(await find(key)).toEqual(key);
      });

      it('what was inserted, whatever becomes of the object', async () => {
        const key = { ...anApiKey(tenancy.place), metadata: { team: 'before' } };
        await db().keys.insert(key);
        key.metadata.team = 'after';
        expect((await find(key))?.metadata).toEqual({ team: 'before' });
      });
    });

    it('answers null for an unknown key and for one of another workspace, locked or not', async () => {
      const [key] = await inserted({});
      for (const [workspaceId, id] of [
        [tenancy.workspace.id, 'key_unknown'],
        ['ws_unknown', key.id],
        [other.workspace.id, key.id],
      ] as const) {
        expect(await db().keys.find(workspaceId, id)).toBeNull();
        expect(await db().transaction((stores) => stores.keys.lock(workspaceId, id))).toBeNull();
      }
    });

    describe('recordOf', () => {
      it('answers the key with its workspace and its plan', async () => {
        const [key] = await inserted({ scopes: ['write'] });
        expect(await db().keys.recordOf(key.sha256)).toEqual(keyRecord(key, tenancy.workspace, tenancy.plan));
      });

      it('answers null for an unknown hash', async () => {
        expect(await db().keys.recordOf(sha256Of('unknown'))).toBeNull();
      });

      it('follows changes of the app', async () => {
        const app = anApp({ workspaceId: tenancy.workspace.id });
        await db().apps.insert(app);
        const [key] = await inserted({ appId: app.id });
        await db().apps.update({ ...app, archivedAtMs: NOW_MS });
        expect((await db().keys.recordOf(key.sha256))?.app?.archivedAtMs).toBe(NOW_MS);
      });

      it('follows changes of key, workspace and plan', async () => {
        const [key] = await inserted({});
        const plan = aPlan({ apiId: tenancy.api.id, entitlements: [] });
        const workspace = { ...tenancy.workspace, planId: plan.id, suspendedAtMs: NOW_MS };
        const revoked = { ...key, scopes: [], revocation: aRevocation({ note: 'Gone.' }) };
        await db().plans.insert(plan);
        await db().workspaces.update(workspace);
        await db().keys.update(revoked);
        expect(await db().keys.recordOf(key.sha256)).toEqual(keyRecord(revoked, workspace, plan));
      });
    });

    describe('settledRecordOf', () => {
      it('answers as recordOf does where nothing is under way', async () => {
        const [key] = await inserted({ scopes: ['write'] });
        expect(await db().keys.settledRecordOf(key.sha256)).toEqual(await db().keys.recordOf(key.sha256));
        expect(await db().keys.settledRecordOf(sha256Of('unknown'))).toBeNull();
      });

      it('waits for a change under way, of the key or of its workspace', async () => {
        const [key] = await inserted({});
        const revocation = aRevocation({ note: 'Gone.' });
        let looked: ReturnType<KeyStore['settledRecordOf']> | undefined;
        await db().transaction(async (stores) => {
          const workspace = await stores.workspaces.lock(key.workspaceId);
          await stores.keys.update({ ...key, revocation });
          looked = db().keys.settledRecordOf(key.sha256);
          await stores.workspaces.update({ ...workspace!, name: 'Changed' });
        });
        expect(await looked).toMatchObject({ key: { revocation }, workspace: { name: 'Changed' } });
      });

      it('waits for a change of the plan', async () => {
        const [key] = await inserted({});
        const { plan } = tenancy;
        let looked: ReturnType<KeyStore['settledRecordOf']> | undefined;
        await db().transaction(async (stores) => {
          await stores.plans.update({ ...plan, name: 'Changed' });
          looked = db().keys.settledRecordOf(key.sha256);
          // Time enough for the other to get through, if nothing held it.
          for (let i = 0; i < 20; i++) await stores.plans.find(plan.id);
        });
        expect(await looked).toMatchObject({ plan: { name: 'Changed' } });
      });
    });

    describe('placesTaken', () => {
      const taken = async (nowMs = NOW_MS) =>
        (await db().keys.placesTaken([tenancy.workspace.id], nowMs)).get(tenancy.workspace.id) ?? 0;

      it('counts as takesPlace says, to the millisecond, whatever both keys are', async () => {
        const times = [null, NOW_MS - 1, NOW_MS, NOW_MS + 1];
        const lives = [
          ...times.map((expiresAtMs) => ({ expiresAtMs })),
          ...[NOW_MS, NOW_MS + 1].map((atMs) => ({ revocation: aRevocation({ atMs }) })),
          { revocation: aRevocation({ atMs: NOW_MS + 5, decidedAtMs: NOW_MS + 5 }) },
          { disabledAtMs: NOW_MS },
        ];
        const [third] = await inserted({ revocation: aRevocation({ atMs: 0 }) });
        const all: (readonly [ApiKey, ApiKey | null])[] = [[third, null]];
        for (const successorLife of lives) {
          for (const isReplaced of [false, true]) {
            const replacement = isReplaced ? aReplacement(third.id) : null;
            const [successor] = await inserted({ ...successorLife, replacement });
            all.push([successor, isReplaced ? third : null]);
            for (const life of lives) {
              for (const overlapEndsAtMs of times) {
                const own = aReplacement(successor.id, { overlapEndsAtMs });
                const [key] = await inserted({ ...life, replacement: own });
                all.push([key, successor]);
              }
            }
          }
        }
        for (const nowMs of [NOW_MS - 1, NOW_MS, NOW_MS + 1]) {
          const expected = all.filter(([key, successor]) => takesPlace(key, successor, nowMs)).length;
          expect(expected).toBeGreaterThan(20);
          expect(await taken(nowMs)).toBe(expected);
        }
      });

      it('counts each workspace that is named by itself, and leaves out those that have none', async () => {
        await inserted({}, {});
        await insertKeys(db(), other, [{}]);
        const ids = [tenancy.workspace.id, other.workspace.id];
        const counts = await db().keys.placesTaken([...ids, 'ws_unknown'], NOW_MS);
        expect(counts).toEqual(new Map([2, 1].map((count, i) => [ids[i], count])));
        expect(await db().keys.placesTaken(ids.slice(1), NOW_MS)).toEqual(new Map([[ids[1], 1]]));
        expect(await db().keys.placesTaken([], NOW_MS)).toEqual(new Map());
      });
    });

    it('fasterThan counts keys that can be in force with a limit that is not within the one named', async () => {
      const second = (limit: number) => ({ limit, windowMs: 1_000 });
      const limits = [
        second(10),
        second(11),
        { limit: 600, windowMs: 60_000 },
        { limit: 5, windowMs: 499 },
        { limit: 5, windowMs: 500 },
        { limit: 1, windowMs: 86_400_000 },
        { limit: 100_000, windowMs: 86_400_000 },
        null,
      ];
      const keys = await inserted(...limits.map((rateLimit) => ({ rateLimit })));
      await inserted({ rateLimit: second(99), revocation: aRevocation({ atMs: NOW_MS }) });
      await inserted({ rateLimit: second(99), expiresAtMs: NOW_MS });
      await inserted({ rateLimit: second(99), disabledAtMs: NOW_MS });
      await insertKeys(db(), other, [{ rateLimit: second(99) }]);
      const { id } = tenancy.workspace;
      for (const maximum of [second(10), { limit: 100_000, windowMs: 86_400_000 }, { limit: 5, windowMs: 500 }]) {
        const faster = keys.filter(({ rateLimit }) => rateLimit !== null && !isWithin(rateLimit, maximum)).length;
        expect(faster).toBeGreaterThan(0);
        expect(await db().keys.fasterThan(maximum, [id], NOW_MS)).toEqual(new Map([[id, faster + 1]]));
      }
      const none = await db().keys.fasterThan({ limit: 100_000, windowMs: 1_000 }, [id, 'ws_unknown'], NOW_MS);
      expect(none).toEqual(new Map());
    });

    describe('recordOf a successor', () => {
      const awaitedBy = async ({ sha256 }: ApiKey) => (await db().keys.recordOf(sha256))?.awaitedBy;

      it('names the predecessor whose overlap waits for its first use', async () => {
        const [predecessor, bystander] = await inserted({}, {});
        const [successor] = await inserted({ rotatedFrom: predecessor.id });
        expect(await awaitedBy(successor)).toBeNull();
        await db().keys.update({ ...predecessor, replacement: aReplacement(successor.id, { overlapMs: 0 }) });
        expect(await awaitedBy(successor)).toBe(predecessor.id);
        expect(await awaitedBy(predecessor)).toBeNull();
        expect(await awaitedBy(bystander)).toBeNull();
      });

      it('names none once the overlap has started, or was cancelled, or waits for another one', async () => {
        const [predecessor, other] = await inserted({}, {});
        const [successor] = await inserted({ rotatedFrom: predecessor.id });
        for (const replacement of [
          aReplacement(successor.id, { overlapEndsAtMs: NOW_MS }),
          null,
          aReplacement(other.id),
        ]) {
          await db().keys.update({ ...predecessor, replacement });
          expect(await awaitedBy(successor)).toBeNull();
        }
      });
    });

    it('refuses relatives that do not exist, or are of another workspace', async () => {
      const [key] = await inserted({});
      const [stranger] = await insertKeys(db(), other, [{}]);
      for (const id of ['key_unknown', stranger.id]) {
        await expect(db().keys.insert(anApiKey({ ...tenancy.place, rotatedFrom: id }))).rejects.toThrow();
        await expect(db().keys.insert(anApiKey({ ...tenancy.place, lineageId: id }))).rejects.toThrow();
        await expect(db().keys.update({ ...key, replacement: aReplacement(id) })).rejects.toThrow();
      }
      expect(await find(key)).toEqual(key);
    });

    describe('update', () => {
      it('writes and takes back everything that changes in the life of a key', async () => {
        const [successor] = await inserted({});
        const [key] = await inserted({ expiresAtMs: NOW_MS, metadata: { a: '1' } });
        const changed: ApiKey = {
          ...key,
          label: 'Renamed ✂️',
          scopes: ['messages:read'],
          deviceIds: ['dev_a'],
          ipAllowlist: ['10.0.0.0/8'],
          planLabel: 'Gold',
          metadata: { b: '2' },
          expiresAtMs: null,
          disabledAtMs: NOW_MS,
          enabledAtMs: NOW_MS,
          revocation: aRevocation({ reason: 'owner_left', by: { kind: 'system', id: 'system' } }),
          replacement: aReplacement(successor.id, { overlapEndsAtMs: NOW_MS }),
        };
        await db().keys.update(changed);
        expect(await find(key)).toEqual(changed);
        await db().keys.update(key);
        expect(await find(key)).toEqual(key);
      });

      it('touches no other key', async () => {
        const [key, bystander] = await inserted({}, {});
        await db().keys.update({ ...key, label: 'Changed' });
        expect(await find(bystander)).toEqual(bystander);
      });

      it('rejects with NotFoundError for an unknown key and for one of another workspace', async () => {
        const [key] = await inserted({});
        const stray = { ...key, ...other.place, label: 'Stolen' };
        for (const absent of [anApiKey(tenancy.place), stray]) {
          await expect(db().keys.update(absent)).rejects.toMatchObject({ code: 'not_found' });
        }
        expect(await find(key)).toEqual(key);
      });
    });

    it('refuses a taken id and a taken hash, in any workspace', async () => {
      const [key] = await inserted({});
      const sameId = anApiKey({ ...other.place, id: key.id, sha256: sha256Of('another') });
      await expect(db().keys.insert(sameId)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      const sameHash = anApiKey({ ...other.place, sha256: key.sha256 });
      await expect(db().keys.insert(sameHash)).rejects.toMatchObject({ name: 'ConflictError', field: 'sha256' });
      expect(await find(key)).toEqual(key);
    });

    it('refuses a key of no workspace, and of a workspace of another API', async () => {
      for (const place of [
        { ...tenancy.place, workspaceId: 'ws_unknown' },
        { ...tenancy.place, apiId: other.api.id },
      ]) {
        const stray = anApiKey(place);
        await expect(db().keys.insert(stray)).rejects.toThrow();
        expect(await find(stray)).toBeNull();
      }
    });

    it('refuses a key that is bound to an app of no workspace, or of another', async () => {
      const app = anApp({ workspaceId: other.workspace.id });
      await db().apps.insert(app);
      for (const appId of [app.id, 'app_unknown']) {
        const stray = anApiKey({ ...tenancy.place, appId });
        await expect(db().keys.insert(stray)).rejects.toThrow();
        expect(await find(stray)).toBeNull();
      }
    });
  });
}
