import { KEY_STATES } from '@latchkey/vocabulary';
import { type KeyFilter, keyState } from '@latchkey/domain';
import { aTenancy, type Tenancy } from './a-tenancy.js';
import { allPages, expectedPages } from './all-pages.js';
import { anApiKey, aReplacement, aRevocation } from './an-api-key.js';
import { insertKeys, type Overrides } from './insert-keys.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

const NOW_MS = TEST_EPOCH_MS + 1_000;

/** How keys are listed, filtered and searched. */
export function keyPagesContract(makeDatabase: MakeDatabase): void {
  describe('pages of keys', () => {
    const db = useDatabase(makeDatabase);
    let tenancy: Tenancy;
    let other: Tenancy;

    beforeEach(async () => {
      [tenancy, other] = [await aTenancy(db()), await aTenancy(db())];
    });

    const inserted = <const T extends Overrides>(...overrides: T) => insertKeys(db(), tenancy, overrides);
    const idsOf = async (filter: Omit<KeyFilter, 'workspaceId'>, nowMs = NOW_MS) => {
      const pages = await allPages(100, (page) =>
        db().keys.page({ workspaceId: tenancy.workspace.id, ...filter }, page, nowMs),
      );
      return pages.flat().reverse();
    };

    it('cuts at the limit, newest first, and says whether there is more', async () => {
      const keys = await inserted({}, {}, {}, {});
      await insertKeys(db(), other, [{}]);
      for (const limit of [1, 2, 3, 4, 5]) {
        const pages = await allPages(limit, (page) =>
          db().keys.page({ workspaceId: tenancy.workspace.id }, page, NOW_MS),
        );
        expect(pages).toEqual(expectedPages(limit, keys));
      }
    });

    it('sorts by id, however late a key was inserted', async () => {
      const keys = ['c', 'B', 'a', '~', '1', '_', 'Z'].map((end) => anApiKey({ ...tenancy.place, id: idEnding(end) }));
      await db().transaction(async (stores) => {
        for (const key of keys) await stores.keys.insert(key);
      });
      expect(await idsOf({})).toEqual(['1', 'B', 'Z', '_', 'a', 'c', '~'].map(idEnding));
    });

    it('starts below an id that is not there', async () => {
      const [a, b] = await inserted({}, {});
      const page = (beforeId: string) =>
        db().keys.page({ workspaceId: tenancy.workspace.id }, { limit: 9, beforeId }, NOW_MS);
      expect((await page(`${b.id}~`)).items).toEqual([b, a]);
      expect((await page(`${a.id}~`)).items).toEqual([a]);
      expect(await page('')).toEqual({ items: [], hasMore: false });
      expect((await page('zzz')).items).toEqual([b, a]);
    });

    it('answers nothing for an unknown workspace', async () => {
      const page = await db().keys.page({ workspaceId: 'ws_unknown' }, { limit: 5 }, NOW_MS);
      expect(page).toEqual({ items: [], hasMore: false });
    });

    it('answers whole keys', async () => {
      const [key] = await inserted({
        planLabel: 'Gold 🦊',
        metadata: { a: '🦊' },
        revocation: aRevocation({ note: 'x' }),
      });
      const page = await db().keys.page({ workspaceId: tenancy.workspace.id }, { limit: 5 }, NOW_MS);
      expect(page.items).toEqual([key]);
    });

    it('filters by state exactly as keyState says, to the millisecond', async () => {
      const times = [null, NOW_MS - 1, NOW_MS, NOW_MS + 1];
      const [successor] = await inserted({ environment: 'test' });
      const revocations = [
        null,
        ...[NOW_MS - 1, NOW_MS, NOW_MS + 1].map((atMs) => aRevocation({ atMs })),
        aRevocation({ atMs: NOW_MS + 5, decidedAtMs: NOW_MS + 5 }),
      ];
      const replacements = [
        null,
        ...times.map((overlapEndsAtMs) => aReplacement(successor.id, { overlapEndsAtMs })),
        ...[null, NOW_MS + 5].map((overlapEndsAtMs) => aReplacement(successor.id, { overlapMs: 0, overlapEndsAtMs })),
      ];
      const keys = await insertKeys(
        db(),
        tenancy,
        times.flatMap((expiresAtMs) =>
          [null, NOW_MS + 5].flatMap((disabledAtMs) =>
            revocations.flatMap((revocation) =>
              replacements.map((replacement) => ({ expiresAtMs, disabledAtMs, revocation, replacement })),
            ),
          ),
        ),
      );
      for (const nowMs of [NOW_MS - 1, NOW_MS, NOW_MS + 1]) {
        for (const state of KEY_STATES) {
          const expected = keys.filter((key) => keyState(key, nowMs) === state).map(({ id }) => id);
          expect(expected.length).toBeGreaterThan(0);
          expect(await idsOf({ state, environment: 'live' }, nowMs)).toEqual(expected);
        }
      }
    });

    it('filters by environment', async () => {
      const [live, test] = await inserted({ environment: 'live' }, { environment: 'test' });
      expect(await idsOf({ environment: 'live' })).toEqual([live.id]);
      expect(await idsOf({ environment: 'test' })).toEqual([test.id]);
    });

    it('filters by plan label, to the letter', async () => {
      const [gold] = await inserted({ planLabel: 'Gold' }, { planLabel: 'gold' }, { planLabel: null }, {});
      expect(await idsOf({ planLabel: 'Gold' })).toEqual([gold.id]);
      expect(await idsOf({ planLabel: 'Gol' })).toEqual([]);
    });

    it.each([
      ['any part of the label', 'oduct'],
      ['in any case', 'PRODUCTION'],
      ['letters beyond ASCII, in any case', 'ÉLAN'],
      ['an emoji', '🔑'],
      ['the visible start', 'lk_live_Ab'],
      ['an empty search', ''],
    ])('finds %s', async (_, q) => {
      const [key] = await inserted({ label: 'Production élan 🔑', start: 'lk_live_AbC' });
      expect(await idsOf({ q })).toEqual([key.id]);
    });

    it.each([
      ['a middle of the start', 'live_Ab'],
      ['the start in another case', 'LK_LIVE_AB'],
      ['the last four', 'k2Qz'],
      ['%', '%'],
      ['_ as one character', 'Productio_'],
      ['\\', '\\'],
      ['%%', 'P%n'],
      ['a regular expression', '.*'],
      ["a quote'", "' OR 1=1 --"],
    ])('does not find %s', async (_, q) => {
      await inserted({ label: 'Production', start: 'lk_live_AbC' });
      expect(await idsOf({ q })).toEqual([]);
    });

    it.each(['100% sure', 'under_score', 'back\\slash', '%', '_', '\\', "it's", '"', '$1', ':q'])(
      'finds %j where it is in the label or the start',
      async (q) => {
        const [inLabel, inStart] = await inserted(
          { label: `so ${q} there` },
          { start: `${q}start` },
          { label: 'plain', start: 'plain' },
        );
        expect(await idsOf({ q })).toEqual([inLabel.id, inStart.id]);
      },
    );

    it('applies all filters and the cursor together', async () => {
      const wanted = { label: 'Nightly job', environment: 'test', disabledAtMs: NOW_MS } as const;
      const keys = await inserted(
        wanted,
        { ...wanted, disabledAtMs: null },
        wanted,
        { ...wanted, environment: 'live' },
        { ...wanted, label: 'Daily', start: 'nightly' },
        wanted,
        { ...wanted, label: 'Daily' },
      );
      await insertKeys(db(), other, [wanted]);
      const filter = {
        workspaceId: tenancy.workspace.id,
        state: 'disabled',
        environment: 'test',
        q: 'night',
      } as const;
      const pages = await allPages(3, (page) => db().keys.page(filter, page, NOW_MS));
      expect(pages).toEqual(
        expectedPages(
          3,
          [0, 2, 4, 5].map((i) => keys[i]!),
        ),
      );
      const below = await db().keys.page(filter, { limit: 1, beforeId: keys[2].id }, NOW_MS);
      expect(below).toEqual({ items: [keys[0]], hasMore: false });
    });
  });
}

const idEnding = (end: string) => `key_sorting${end}`;
