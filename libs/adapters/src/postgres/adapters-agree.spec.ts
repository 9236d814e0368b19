import { KEY_ENVIRONMENTS, KEY_STATES } from '@latchkey/vocabulary';
import type { ApiKey, Database, KeyFilter } from '@latchkey/domain';
import {
  anApiKey,
  aReplacement,
  aRevocation,
  aTenancy,
  SeededRandom,
  TEST_EPOCH_MS,
  TEST_SEAL,
} from '@latchkey/testing';
import { MemoryDatabase } from '../memory/index.js';
import { migrate } from './migrate.js';
import { PgDatabase } from './pg-database.js';
import { createTestDatabase, type TestDatabase } from './test-database.fixture.js';

jest.setTimeout(60_000);

const LABELS = ['Straße', 'STRASSE', 'İstanbul', 'ΟΔΥΣΣΕΥΣ', 'élan 🔑', '100%', 'a_b', 'a\\b', 'plain', ''];
const SEARCHES = ['ss', 'ß', 'i', 'σ', 'É', '🔑', '%', '_', '\\', 'lk_', 'LK_', 'plain', '', ' '];
const STEPS = 150;

/** The two databases do the same things, and have to answer the same all the way. */
describe('memory and Postgres', () => {
  let testDatabase: TestDatabase;
  let postgres: PgDatabase;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await migrate(testDatabase.target);
    postgres = await PgDatabase.open(testDatabase.target, { auditSeal: TEST_SEAL });
  });
  afterAll(async () => {
    await postgres.close();
    await testDatabase.drop();
  });

  it.each([1, 2, 3])('agree about keys (seed %d)', async (seed) => {
    const dice = new Dice(new SeededRandom(`agree ${seed}`));
    const memory = new MemoryDatabase();
    const tenancy = await inBoth(memory, postgres);
    const keys: ApiKey[] = [];
    for (let step = 0; step < STEPS; step++) {
      const both = <T>(call: (database: Database) => Promise<T>) =>
        Promise.all([outcomeOf(call(memory)), outcomeOf(call(postgres))]);
      const [left, right] = await nextCall(dice, keys, tenancy.place, both);
      expect(right).toEqual(left);
    }
  });
});

async function inBoth(memory: Database, postgres: Database) {
  const tenancy = await aTenancy(memory);
  await aTenancy(postgres, tenancy);
  return tenancy;
}

async function nextCall(
  dice: Dice,
  keys: ApiKey[],
  place: { apiId: string; workspaceId: string },
  both: <T>(call: (database: Database) => Promise<T>) => Promise<[unknown, unknown]>,
): Promise<[unknown, unknown]> {
  const known = keys.length === 0 ? null : dice.of(keys);
  switch (dice.of(['insert', 'update', 'page', 'page', 'record', 'duplicate'] as const)) {
    case 'insert': {
      const key = anApiKey({ ...place, ...someAttributes(dice, keys) });
      keys.push(key);
      return both((database) => database.keys.insert(key));
    }
    case 'update': {
      const key = { ...(known ?? anApiKey(place)), ...someAttributes(dice, keys) };
      return both((database) => database.keys.update(key));
    }
    case 'duplicate': {
      const key = anApiKey({ ...place, ...(known && dice.of([{ id: known.id }, { sha256: known.sha256 }, {}])) });
      if (keys.every(({ id, sha256 }) => id !== key.id && sha256 !== key.sha256)) keys.push(key);
      return both((database) => database.keys.insert(key));
    }
    case 'record':
      return both((database) => database.keys.recordOf(known?.sha256 ?? '00'.repeat(32)));
    case 'page': {
      const filter: KeyFilter = {
        workspaceId: dice.of([place.workspaceId, place.workspaceId, place.workspaceId, 'ws_unknown']),
        ...dice.of([{}, { state: dice.of(KEY_STATES) }]),
        ...dice.of([{}, { environment: dice.of(KEY_ENVIRONMENTS) }]),
        ...dice.of([{}, { q: dice.of(SEARCHES) }]),
      };
      const page = { limit: dice.of([1, 2, 5, 100]), ...(known && dice.of([{}, { beforeId: known.id }])) };
      const nowMs = someInstant(dice);
      return both((database) => database.keys.page(filter, page, nowMs));
    }
  }
}

const someInstant = (dice: Dice) => TEST_EPOCH_MS + dice.of([-1, 0, 1, 1_000]);

const someAttributes = (dice: Dice, keys: readonly ApiKey[]): Partial<ApiKey> => {
  const relative = dice.of([null, ...keys.map(({ id }) => id)]);
  return {
    label: dice.of(LABELS),
    start: dice.of(['lk_live_1', 'lk_test_2', 'plain', 'Élan']),
    environment: dice.of(KEY_ENVIRONMENTS),
    deviceIds: dice.of([[], ['dev_1'], ['dev_2', 'dev_1']]),
    ipAllowlist: dice.of([[], ['10.0.0.0/8'], ['2001:db8::/32', '192.0.2.1']]),
    expiresAtMs: dice.of([null, someInstant(dice)]),
    disabledAtMs: dice.of([null, null, someInstant(dice)]),
    revocation: dice.of([null, null, null, someRevocation(dice)]),
    rotatedFrom: dice.of([null, relative]),
    replacement: relative === null ? null : dice.of([null, someReplacement(dice, relative)]),
  };
};

const someRevocation = (dice: Dice) =>
  aRevocation({ atMs: someInstant(dice), decidedAtMs: someInstant(dice), note: dice.of([null, 'note']) });

const someReplacement = (dice: Dice, byId: string) =>
  aReplacement(byId, {
    overlapMs: dice.of([0, 1, 30 * 24 * 60 * 60 * 1000]),
    overlapEndsAtMs: dice.of([null, someInstant(dice)]),
  });

async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return { value: await call };
  } catch (error) {
    const { name, field } = error as { name: string; field?: string };
    return { name, field };
  }
}

class Dice {
  constructor(private readonly random: SeededRandom) {}

  of<T>(choices: readonly T[]): T {
    const [high = 0, low = 0] = this.random.bytes(2);
    return choices[(high * 256 + low) % choices.length]!;
  }
}
