import type { KeyRecord } from './key-record.js';
import { aRecord } from './policies/a-record.fixture.js';
import { RecordCache } from './record-cache.js';

const SHA = 'a'.repeat(64);

const record = (label: string): KeyRecord => aRecord({ label, sha256: SHA });

/** A store whose answers come when the test says so. */
function heldStore() {
  const waiting: ((record: KeyRecord | null | Error) => void)[] = [];
  const load = (): Promise<KeyRecord | null> =>
    new Promise((resolve, reject) => {
      waiting.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  const answer = (value: KeyRecord | null | Error): void => waiting.shift()?.(value);
  return { load, answer, waiting };
}

test('a record that is at hand is answered at once, without another look-up', async () => {
  const store = heldStore();
  const cache = new RecordCache({ recordsMax: 10, load: store.load, loadSettled: store.load });
  const first = cache.get(SHA);
  store.answer(record('first'));
  await first;
  expect(cache.get(SHA)).toMatchObject({ key: { label: 'first' } });
  expect(store.waiting).toHaveLength(0);
});

test('a look-up that was under way during a change does not bring the old record back', async () => {
  const store = heldStore();
  const cache = new RecordCache({ recordsMax: 10, load: store.load, loadSettled: store.load });
  const before = cache.get(SHA);
  cache.dropKey(SHA, 'settled');
  store.answer(record('old'));
  await before;
  const after = cache.get(SHA);
  store.answer(record('new'));
  expect(await after).toMatchObject({ key: { label: 'new' } });
  expect(cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
});

test.each([
  ['a key', (cache: RecordCache) => cache.dropKey(SHA, 'settled')],
  ['a workspace', (cache: RecordCache) => cache.dropWorkspace('ws_1', 'settled')],
  ['a plan', (cache: RecordCache) => cache.dropPlan('plan_1', 'settled')],
  ['a person', (cache: RecordCache) => cache.dropPerson('usr_1', 'settled')],
])('nothing that was read before a change of %s is kept after it', async (_, drop) => {
  const store = heldStore();
  const cache = new RecordCache({ recordsMax: 10, load: store.load, loadSettled: store.load });
  const before = cache.get(SHA);
  drop(cache);
  const after = cache.get(SHA);
  expect(store.waiting).toHaveLength(2);
  store.answer(record('old'));
  store.answer(record('new'));
  await Promise.all([before, after]);
  expect(cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
});

test('a request that starts after a change does not join a look-up from before it', async () => {
  const store = heldStore();
  const cache = new RecordCache({ recordsMax: 10, load: store.load, loadSettled: store.load });
  const before = cache.get(SHA);
  cache.dropKey(SHA, 'settled');
  const after = cache.get(SHA);
  expect(store.waiting).toHaveLength(2);
  store.answer(record('old'));
  store.answer(record('new'));
  expect(await before).toMatchObject({ key: { label: 'old' } });
  expect(await after).toMatchObject({ key: { label: 'new' } });
  expect(cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
});

test('an old look-up that ends late does not undo a newer one', async () => {
  const store = heldStore();
  const cache = new RecordCache({ recordsMax: 10, load: store.load, loadSettled: store.load });
  const before = cache.get(SHA);
  cache.dropWorkspace('ws_1', 'settled');
  const after = cache.get(SHA);
  const [answerBefore, answerAfter] = store.waiting;
  answerAfter?.(record('new'));
  await after;
  answerBefore?.(record('old'));
  await before;
  expect(cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
});

test('requests at the same time share one look-up', async () => {
  const store = heldStore();
  const cache = new RecordCache({ recordsMax: 10, load: store.load, loadSettled: store.load });
  const all = [cache.get(SHA), cache.get(SHA), cache.get(SHA)];
  expect(store.waiting).toHaveLength(1);
  store.answer(record('one'));
  for (const found of all) expect(await found).toMatchObject({ key: { label: 'one' } });
});

test('a failed look-up is not remembered', async () => {
  const store = heldStore();
  const cache = new RecordCache({ recordsMax: 10, load: store.load, loadSettled: store.load });
  const failing = cache.get(SHA);
  store.answer(new Error('out of reach'));
  await expect(failing).rejects.toThrow('out of reach');
  const again = cache.get(SHA);
  store.answer(record('back'));
  expect(await again).toMatchObject({ key: { label: 'back' } });
});

test('an unknown key is looked up each time, so that it works from the moment it exists', async () => {
  const store = heldStore();
  const cache = new RecordCache({ recordsMax: 10, load: store.load, loadSettled: store.load });
  const unknown = cache.get(SHA);
  store.answer(null);
  expect(await unknown).toBeNull();
  const known = cache.get(SHA);
  store.answer(record('now'));
  expect(await known).toMatchObject({ key: { label: 'now' } });
});

test('it never holds more records than it was told', async () => {
  const cache = new RecordCache({
    recordsMax: 2,
    load: () => Promise.resolve(record('any')),
    loadSettled: () => Promise.resolve(record('any')),
  });
  for (const sha256 of ['1', '2', '3']) await cache.get(sha256);
  expect(cache.get('1')).toBeInstanceOf(Promise);
  expect(cache.get('3')).not.toBeInstanceOf(Promise);
});

test('it recognises what it found once, through every change, and nothing else', async () => {
  const cache = new RecordCache({
    recordsMax: 2,
    load: (sha256) => Promise.resolve(sha256 === 'none' ? null : record('any')),
    loadSettled: () => Promise.reject(new Error('nothing is uncertain here')),
  });
  expect(cache.recognises('1')).toBe(false);
  for (const sha256 of ['none', '1']) await cache.get(sha256);
  cache.dropKey('1', 'settled');
  cache.distrust();
  cache.trust();
  expect(cache.recognises('1')).toBe(true);
  expect(cache.recognises('none')).toBe(false);
  for (const sha256 of ['2', '3']) await cache.get(sha256);
  expect(['1', '2', '3'].filter((sha256) => cache.recognises(sha256))).toEqual(['2', '3']);
});

describe('after a commit of which nobody knows the outcome', () => {
  const waitingForIt = {
    recordsMax: 10,
    load: () => Promise.resolve(record('old')),
    loadSettled: () => Promise.resolve(record('new')),
  };

  test('a key is decided only on what was read when the change had ended', async () => {
    const cache = new RecordCache(waitingForIt);
    await cache.get(SHA);
    cache.dropKey(SHA, 'unknown');
    expect(await cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
    expect(cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
  });

  test('so is every key of a workspace', async () => {
    const cache = new RecordCache(waitingForIt);
    cache.dropWorkspace('ws_1', 'unknown');
    expect(await cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
  });

  test('so is every key on a plan, also where the key turns out to be on it only when all has settled', async () => {
    const cache = new RecordCache(waitingForIt);
    cache.dropPlan('plan_1', 'unknown');
    expect(await cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
    const moved = { ...record('old'), plan: { ...record('old').plan, id: 'plan_before' } };
    const moving = new RecordCache({ ...waitingForIt, load: () => Promise.resolve(moved) });
    moving.dropPlan('plan_1', 'unknown');
    moving.dropWorkspace('ws_1', 'unknown');
    expect(await moving.get(SHA)).toMatchObject({ key: { label: 'new' }, plan: { id: 'plan_1' } });
  });

  test('so is every key that inherits from a person, and no other', async () => {
    const inheriting = (label: string) => aRecord({ label, sha256: SHA, inheritsFrom: 'usr_1' });
    let settledReads = 0;
    const cache = new RecordCache({
      recordsMax: 10,
      load: () => Promise.resolve(inheriting('old')),
      loadSettled: () => (settledReads++, Promise.resolve(inheriting('new'))),
    });
    cache.dropPerson('usr_2', 'unknown');
    expect(await cache.get(SHA)).toMatchObject({ key: { label: 'old' } });
    cache.dropPerson('usr_1', 'unknown');
    expect(await cache.get(SHA)).toMatchObject({ key: { label: 'new' } });
    cache.dropPerson('usr_1', 'settled');
    expect(await cache.get(SHA)).toMatchObject({ key: { label: 'old' } });
    expect(settledReads).toBe(1);
  });

  test('it is read in the slow way once, not for ever', async () => {
    let settledReads = 0;
    const loadSettled = () => (settledReads++, waitingForIt.loadSettled());
    const cache = new RecordCache({ ...waitingForIt, loadSettled });
    for (const drop of [
      () => cache.dropKey(SHA, 'unknown'),
      () => cache.dropWorkspace('ws_1', 'unknown'),
      () => cache.dropPlan('plan_1', 'unknown'),
    ]) {
      drop();
      await cache.get(SHA);
    }
    expect(settledReads).toBe(3);
    cache.dropPlan('plan_1', 'settled');
    await cache.get(SHA);
    expect(settledReads).toBe(3);
  });

  test('what becomes uncertain again while it is being settled stays so', async () => {
    const store = heldStore();
    const cache = new RecordCache({ ...waitingForIt, loadSettled: store.load });
    cache.dropPlan('plan_1', 'unknown');
    const first = cache.get(SHA);
    await Promise.resolve();
    cache.dropPlan('plan_1', 'unknown');
    store.answer(record('settled once'));
    expect(await first).toMatchObject({ key: { label: 'settled once' } });
    const second = cache.get(SHA);
    await Promise.resolve();
    expect(store.waiting).toHaveLength(1);
    store.answer(record('settled again'));
    expect(await second).toMatchObject({ key: { label: 'settled again' } });
  });

  test('one that cannot be settled is not decided at all', async () => {
    const cache = new RecordCache({ ...waitingForIt, loadSettled: () => Promise.reject(new Error('out of reach')) });
    cache.dropKey(SHA, 'unknown');
    await expect(cache.get(SHA)).rejects.toThrow('out of reach');
    await expect(cache.get(SHA)).rejects.toThrow('out of reach');
  });
});

test('while somebody else may be changing things nothing is kept', async () => {
  let reads = 0;
  const load = () => Promise.resolve(record(String(++reads)));
  const cache = new RecordCache({ recordsMax: 10, load, loadSettled: load });
  await cache.get(SHA);
  cache.distrust();
  expect(await cache.get(SHA)).toMatchObject({ key: { label: '2' } });
  expect(await cache.get(SHA)).toMatchObject({ key: { label: '3' } });
  cache.trust();
  expect(await cache.get(SHA)).toMatchObject({ key: { label: '4' } });
  expect(cache.get(SHA)).toMatchObject({ key: { label: '4' } });
});
