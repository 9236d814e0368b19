import { setImmediate } from 'node:timers/promises';
import { StoreUnavailableError } from '../errors.js';
import { aRecord, aRequest } from '../verification/policies/a-record.fixture.js';
import type { UsageBatch } from './usage-batch.js';
import { UsageCounter } from './usage-counter.js';
import { UsageWriter } from './usage-writer.js';

const NOON_MS = Date.UTC(2026, 0, 1, 12);

/** A store whose writes end when the test says so, and as it says. */
function heldStore() {
  const written: UsageBatch[] = [];
  /** Resolves when so many writes have begun. */
  const begun = async (count: number): Promise<void> => {
    while (written.length < count) await setImmediate();
  };
  const ends: ((error?: Error) => void)[] = [];
  const write = (batch: UsageBatch): Promise<void> => {
    written.push(batch);
    return new Promise((resolve, reject) => ends.push((error) => (error === undefined ? resolve() : reject(error))));
  };
  return { write, written, begun, end: (error?: Error): void => ends.shift()?.(error) };
}

function aWriter() {
  const store = heldStore();
  const counter = new UsageCounter();
  const writer = new UsageWriter(counter, store, 'writer');
  const use = (keyId = 'key_1', atMs = NOON_MS): void =>
    counter.count(aRequest(), { allowed: true, record: aRecord({ id: keyId }), rateLimit: null, meters: [] }, atMs);
  return { store, writer, use };
}

const unavailable = (): Error => new StoreUnavailableError();
const sizesOf = (batches: readonly UsageBatch[]) => batches.map(({ number, counts }) => [number, counts[0]?.count]);

test('writes what was counted, and nothing where nothing was', async () => {
  const { store, writer, use } = aWriter();
  await writer.flush();
  use();
  use();
  const flushed = writer.flush();
  store.end();
  await flushed;
  await writer.flush();
  expect(store.written).toHaveLength(1);
  expect(store.written[0]).toMatchObject({
    writer: 'writer',
    number: 1,
    counts: [{ keyId: 'key_1', outcome: 'allowed', count: 2 }],
    uses: [{ keyId: 'key_1', lastUsedAtMs: NOON_MS }],
    networks: [{ network: '192.0.2.0/24', count: 2 }],
  });
});

test('a batch that failed is tried again as it was, and what was counted meanwhile follows in one of its own', async () => {
  const { store, writer, use } = aWriter();
  use();
  for (let attempt = 0; attempt < 3; attempt++) {
    const failing = writer.flush();
    use();
    store.end(unavailable());
    await expect(failing).rejects.toBeInstanceOf(StoreUnavailableError);
  }
  const flushed = writer.flush();
  store.end();
  await store.begun(5);
  store.end();
  await flushed;
  expect(sizesOf(store.written)).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 1],
    [2, 3],
  ]);
  expect(store.written[3]).toBe(store.written[0]);
});

test('a batch that is refused for good is dropped, so that those after it are written', async () => {
  const { store, writer, use } = aWriter();
  use();
  const refused = writer.flush();
  store.end(new Error('no such column'));
  await expect(refused).rejects.toThrow('no such column');
  use('key_2');
  const flushed = writer.flush();
  store.end();
  await flushed;
  expect(store.written.map(({ counts }) => counts[0]?.keyId)).toEqual(['key_1', 'key_2']);
});

test('who flushes while a flush is under way waits for one that holds what they have counted, and shares it', async () => {
  const { store, writer, use } = aWriter();
  use();
  const first = writer.flush();
  use('key_2');
  let done = 0;
  const later = [1, 2, 3].map(() => writer.flush().then(() => done++));
  store.end();
  await first;
  await store.begun(2);
  expect(done).toBe(0);
  store.end();
  await Promise.all(later);
  expect(store.written).toHaveLength(2);
});

test('one that fails does not fail those who wait for the next', async () => {
  const { store, writer, use } = aWriter();
  use();
  const first = writer.flush();
  const second = writer.flush();
  store.end(unavailable());
  await expect(first).rejects.toBeInstanceOf(StoreUnavailableError);
  await store.begun(2);
  store.end();
  await second;
  expect(sizesOf(store.written)).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test('a use is known all the way, until it is written', async () => {
  const { store, writer, use } = aWriter();
  expect(writer.unwrittenUseMs('key_1')).toBeNull();
  use('key_1', NOON_MS);
  expect(writer.unwrittenUseMs('key_1')).toBe(NOON_MS);
  const failing = writer.flush();
  expect(writer.unwrittenUseMs('key_1')).toBe(NOON_MS);
  store.end(unavailable());
  await expect(failing).rejects.toThrow();
  use('key_1', NOON_MS - 5);
  expect(writer.unwrittenUseMs('key_1')).toBe(NOON_MS);
  use('key_1', NOON_MS + 5);
  expect(writer.unwrittenUseMs('key_1')).toBe(NOON_MS + 5);
});

test('what is counted while it writes waits for the next flush, so that a flush comes to an end', async () => {
  const { store, writer, use } = aWriter();
  use();
  const flushed = writer.flush();
  use();
  store.end();
  await flushed;
  expect(store.written).toHaveLength(1);
});

test('more than a batch holds is written in several', async () => {
  const { store, writer, use } = aWriter();
  for (let at = 0; at < 10_001; at++) use(`key_${at}`);
  const flushed = writer.flush();
  store.end();
  await store.begun(2);
  store.end();
  await flushed;
  expect(store.written.map(({ number, counts }) => [number, counts.length])).toEqual([
    [1, 10_000],
    [2, 1],
  ]);
});
