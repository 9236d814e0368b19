import { hash } from 'node:crypto';
import { TooManyAttemptsError } from '../errors.js';
import { checkedFormat, fingerprintOf, generateSecret } from '../key/secret-format.js';
import { Leases } from '../metering/leases.js';
import type { DecisionRequest } from './decision.js';
import { UsageCounter } from '../usage/usage-counter.js';
import { GUESS_WINDOW_MS, GUESSES_MAX, GuessThrottle, LOOK_UPS_WHEN_HELD_BACK } from './guess-throttle.js';
import { KeyGate } from './key-gate.js';
import { aRecord, aRequest } from './policies/a-record.fixture.js';
import { RecordCache } from './record-cache.js';

const FORMAT = checkedFormat('lk');
let made = 0;
/** A well-formed secret, another each time. */
function aSecret(): string {
  const seed = hash('sha256', String(made++), 'hex');
  return generateSecret(FORMAT, 'live', { bytes: (count) => Buffer.from(seed.repeat(8)).subarray(0, count) }).text;
}

function setUp() {
  const clock = { atMs: 0, nowMs: () => clock.atMs };
  const keys = new Map<string, ReturnType<typeof aRecord>>();
  const store = { lookUps: 0 };
  const load = (sha256: string) => {
    store.lookUps++;
    return Promise.resolve(keys.get(sha256) ?? null);
  };
  const records = new RecordCache({ recordsMax: 1_000, load, loadSettled: load });
  const unasked = (): Promise<never> => Promise.reject(new Error('these keys have no quota, and no overlap waits'));
  const leases = new Leases({ lease: unasked, granted: unasked, giveBack: unasked, forget: unasked });
  const gate = new KeyGate(records, clock, leases, { execute: unasked }, new UsageCounter());
  const throttle = new GuessThrottle(gate, records, clock);

  const issue = (key: Parameters<typeof aRecord>[0] = {}): string => {
    const secret = aSecret();
    keys.set(fingerprintOf(secret), aRecord({ sha256: fingerprintOf(secret), ...key }));
    return secret;
  };
  /** `allowed`, the reason of a refusal, or how long to wait. */
  const ask = async (credential: string | null, more: Partial<DecisionRequest> = {}): Promise<string> => {
    try {
      const decision = await throttle.decide(aRequest({ credential, ...more }));
      return decision.allowed ? 'allowed' : decision.reason;
    } catch (error) {
      if (error instanceof TooManyAttemptsError) return `wait ${error.retryAfterSeconds}`;
      throw error;
    }
  };
  const guess = (more?: Partial<DecisionRequest>): Promise<string> => ask(aSecret(), more);
  const guessToTheLimit = async (more?: Partial<DecisionRequest>): Promise<void> => {
    for (let i = 0; i < GUESSES_MAX; i++) expect(await guess(more)).toBe('key_unknown');
  };
  /** Whether whoever presents it for another end is told of a key. */
  const find = async (credential: string): Promise<boolean | string> => {
    try {
      return (await throttle.find(credential, [FORMAT], '192.0.2.1')) !== null;
    } catch (error) {
      if (error instanceof TooManyAttemptsError) return `wait ${error.retryAfterSeconds}`;
      throw error;
    }
  };
  return { clock, store, records, issue, ask, find, guess, guessToTheLimit };
}

test('guesses up to the limit are answered as what they are, the next one is told to wait until the window ends', async () => {
  const { clock, ask, guess } = setUp();
  expect(await guess()).toBe('key_unknown');
  clock.atMs = 100_000;
  for (let i = 2; i <= GUESSES_MAX; i++) expect(await ask('no key at all')).toBe('key_malformed');
  expect(await guess()).toBe('wait 200');
  expect(await ask('no key at all')).toBe('wait 200');
  clock.atMs = GUESS_WINDOW_MS - 1;
  expect(await guess()).toBe('wait 1');
  clock.atMs = GUESS_WINDOW_MS;
  expect(await guess()).toBe('key_unknown');
  expect(await ask('no key at all')).toBe('key_malformed');
});

test('a flood costs the database its budget of look-ups and not one more', async () => {
  const { clock, store, guess, guessToTheLimit } = setUp();
  await guessToTheLimit();
  store.lookUps = 0;
  const answers = await Promise.all(Array.from({ length: 2_000 }, () => guess()));
  expect(store.lookUps).toBe(LOOK_UPS_WHEN_HELD_BACK.limit);
  expect(answers.filter((answer) => answer === 'wait 1')).toHaveLength(2_000 - LOOK_UPS_WHEN_HELD_BACK.limit);
  for (clock.atMs = 0; clock.atMs < 60_000; clock.atMs += 10) await guess();
  expect(store.lookUps).toBeLessThanOrEqual(LOOK_UPS_WHEN_HELD_BACK.limit * 61);
  expect(store.lookUps).toBeGreaterThan(LOOK_UPS_WHEN_HELD_BACK.limit * 59);
});

test('malformed credentials spend nothing of that budget', async () => {
  const { store, ask, guess, guessToTheLimit } = setUp();
  await guessToTheLimit();
  for (let i = 0; i < 100; i++) await ask('no key at all');
  store.lookUps = 0;
  await guess();
  expect(store.lookUps).toBe(1);
});

test('a key that was found before works during a flood, also when its record has to be read again', async () => {
  const { records, issue, ask, guess, guessToTheLimit } = setUp();
  const secret = issue();
  expect(await ask(secret)).toBe('allowed');
  await guessToTheLimit();
  for (let i = 0; i < 100; i++) await guess();
  expect(await guess()).toBe('wait 1');
  expect(await ask(secret)).toBe('allowed');
  records.dropWorkspace('ws_1', 'settled');
  expect(await ask(secret)).toBe('allowed');
});

test('a key that is new here gets in as soon as the budget has a look-up left', async () => {
  const { clock, issue, ask, guess, guessToTheLimit } = setUp();
  const secret = issue();
  await guessToTheLimit();
  for (let i = 0; i < LOOK_UPS_WHEN_HELD_BACK.limit; i++) await guess();
  expect(await ask(secret)).toBe('wait 1');
  clock.atMs += 50;
  expect(await ask(secret)).toBe('allowed');
  expect(await ask(secret)).toBe('allowed');
});

test('other networks, and whose address nobody knows, are not held back', async () => {
  const { guess, guessToTheLimit } = setUp();
  await guessToTheLimit({ clientAddress: '2001:db8:1:2::1' });
  expect(await guess({ clientAddress: '2001:db8:1:2:3:4:5:6' })).toMatch(/^wait/);
  for (const clientAddress of ['2001:db8:1:3::1', '192.0.2.1', null])
    expect(await guess({ clientAddress })).toBe('key_unknown');
});

test('no credential, and keys that have ended, are no guesses', async () => {
  const { issue, ask } = setUp();
  const ended = [issue({ disabledAtMs: 0 }), issue({ expiresAtMs: 0 })];
  for (let i = 0; i <= GUESSES_MAX; i++) {
    expect(await ask(null)).toBe('key_missing');
    expect(await ask(ended[0] ?? '')).toBe('key_disabled');
    expect(await ask(ended[1] ?? '')).toBe('key_expired');
  }
});

test('a key of another API counts as the unknown key that it is there', async () => {
  const { issue, ask } = setUp();
  const elsewhere = issue({ apiId: 'api_elsewhere' });
  for (let i = 0; i < GUESSES_MAX; i++) expect(await ask(elsewhere)).toBe('key_unknown');
  expect(await ask(elsewhere)).toBe(`wait ${GUESS_WINDOW_MS / 1000}`);
});

test('what is presented for another end than to be let in counts together with the rest', async () => {
  const { store, issue, ask, find, guess } = setUp();
  const [used, fresh] = [issue(), issue({ disabledAtMs: 0 })];
  expect(await find(used)).toBe(true);
  for (let i = 0; i < GUESSES_MAX; i += 2) {
    expect(await find(aSecret())).toBe(false);
    expect(await find('no key at all')).toBe(false);
  }
  const wait = `wait ${GUESS_WINDOW_MS / 1000}`;
  expect([await find('no key at all'), await guess(), await find(aSecret())]).toEqual([wait, wait, wait]);
  store.lookUps = 0;
  for (let i = 0; i < 100; i++) await find(aSecret());
  expect(store.lookUps).toBe(LOOK_UPS_WHEN_HELD_BACK.limit - 2);
  expect([await find(used), await ask(used)]).toEqual([true, 'allowed']);
  expect(await find(fresh)).toBe('wait 1');
});
