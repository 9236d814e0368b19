import {
  type Claim,
  type Database,
  IdempotentRequests,
  isFinal,
  IssueKey,
  checkedFormat,
  createdBefore,
  RECORDED_FOR_MS,
  SendMessage,
  type StoredAnswer,
  StoreUnavailableError,
} from '@latchkey/domain';
import { aDevice, anApiKey, ManualClock, SeededRandom, sha256Of } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

const NAME = { scope: 'key_a', id: 'order-1' };
const [THIS, OTHER] = [sha256Of('this'), sha256Of('other')];
const DONE: StoredAnswer = { status: 201, contentType: 'application/json', body: '{"id":"msg_1"}' };

async function setUp() {
  const tenant = await aTenant();
  const [clock, random] = [new ManualClock(), new SeededRandom()];
  /** A process of its own, on the same database. */
  const start = (database: Database = tenant.database) => new IdempotentRequests(database, clock, random);
  const requests = start();
  const claimed = async (digest = THIS, name = NAME, by = requests): Promise<Claim> => {
    const beginning = await by.begin(name, digest);
    if (beginning.kind !== 'claimed') throw new Error(`Not claimed: ${beginning.kind}.`);
    return beginning.claim;
  };
  return { ...tenant, clock, random, requests, start, claimed };
}

test('a repetition gets the answer of the first, and another payload under the same name none', async () => {
  const { requests, claimed } = await setUp();
  await requests.end(await claimed(), DONE);
  expect(await requests.begin(NAME, THIS)).toEqual({ kind: 'answered', answer: DONE });
  expect(await requests.begin(NAME, OTHER)).toEqual({ kind: 'mismatch' });
  await claimed(OTHER, { ...NAME, scope: 'key_b' });
});

test('of many at the same time one runs', async () => {
  const { requests } = await setUp();
  const kinds = (await Promise.all(Array.from({ length: 50 }, () => requests.begin(NAME, THIS)))).map(
    ({ kind }) => kind,
  );
  expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'running')).toHaveLength(49);
});

test('what is running is told from another payload', async () => {
  const { requests, claimed } = await setUp();
  await claimed();
  expect(await requests.begin(NAME, THIS)).toEqual({ kind: 'running' });
  expect(await requests.begin(NAME, OTHER)).toEqual({ kind: 'mismatch' });
});

test('an answer is kept for 24 hours to the millisecond', async () => {
  const { requests, claimed, clock } = await setUp();
  await requests.end(await claimed(), DONE);
  clock.advance(RECORDED_FOR_MS - 1);
  expect(await requests.begin(NAME, THIS)).toMatchObject({ kind: 'answered' });
  clock.advance(1);
  await claimed(OTHER);
});

test.each([200, 201, 204, 403, 404, 409])('an answer with %d is final', async (status) => {
  const { requests, claimed } = await setUp();
  expect(isFinal(status)).toBe(true);
  await requests.end(await claimed(), { ...DONE, status });
  expect(await requests.begin(NAME, THIS)).toMatchObject({ kind: 'answered', answer: { status } });
});

test.each([400, 422, 429, 500, 503])('after an answer with %d the name is free', async (status) => {
  const { requests, claimed } = await setUp();
  await requests.end(await claimed(), { ...DONE, status });
  await claimed(OTHER);
});

test('a process takes over what another one left behind', async () => {
  const { start, claimed } = await setUp();
  const former = await claimed();
  const next = start();
  expect(await claimed(THIS, NAME, next)).not.toEqual(former);
  expect(await next.begin(NAME, THIS)).toEqual({ kind: 'running' });
});

test('a name is not stuck when its answer could not be stored, nor when it could not be claimed', async () => {
  const { database, start, claimed } = await setUp();
  let isOut = false;
  const idempotency = new Proxy(database.idempotency, {
    get: (store, method) =>
      isOut ? () => Promise.reject(new StoreUnavailableError()) : (Reflect.get(store, method) as unknown),
  });
  const requests = start(Object.assign(Object.create(database) as Database, { idempotency }));
  const first = await claimed(THIS, NAME, requests);
  isOut = true;
  await expect(requests.end(first, DONE)).rejects.toBeInstanceOf(StoreUnavailableError);
  await expect(requests.begin(NAME, THIS)).rejects.toBeInstanceOf(StoreUnavailableError);
  isOut = false;
  await claimed(THIS, NAME, requests);
});

test('what has expired is swept while others come', async () => {
  const { requests, claimed, clock, database } = await setUp();
  for (let i = 0; i < 150; i++) await requests.end(await claimed(THIS, { ...NAME, id: `early ${i}` }), DONE);
  clock.advance(RECORDED_FOR_MS);
  for (let i = 0; i < 101; i++) await requests.end(await claimed(THIS, { ...NAME, id: `late ${i}` }), DONE);
  expect(await database.idempotency.sweep(clock.nowMs(), 1_000)).toBe(0);
});

describe('a creation that was cut off after its commit', () => {
  test('is found by the next attempt: a key', async () => {
    const { database, workspace, clock, random, start, claimed } = await setUp();
    const issueKey = new IssueKey(database, clock, random, () => checkedFormat('lk'));
    const command = { workspaceId: workspace.id, label: 'Production' };
    const find = (id: string) => database.keys.find(workspace.id, id);
    const first = await claimed();
    expect(await createdBefore(first, find)).toBeNull();
    const { key } = await issueKey.execute(aCaller({ claim: first }), command);
    const next = await claimed(THIS, NAME, start());
    expect(await createdBefore(next, find)).toEqual(key);
  });

  test('is found by the next attempt: a message', async () => {
    const { database, api, workspace, clock, random, start, claimed } = await setUp();
    const key = anApiKey({ apiId: api.id, workspaceId: workspace.id });
    await database.keys.insert(key);
    await database.devices.insert(aDevice({ workspaceId: workspace.id }));
    const sendMessage = new SendMessage(database, clock, random);
    const origin = { workspaceId: workspace.id, keyId: key.id, among: null };
    const message = await sendMessage.execute({ ...origin, to: '+31612345678', body: 'x', claim: await claimed() });
    const next = await claimed(THIS, NAME, start());
    expect(await createdBefore(next, (id) => database.messages.find(workspace.id, id))).toEqual(message);
  });

  test('does not happen at all when a repetition has taken over before the commit', async () => {
    const { database, workspace, clock, random, start, claimed } = await setUp();
    const issueKey = new IssueKey(database, clock, random, () => checkedFormat('lk'));
    const command = { workspaceId: workspace.id, label: 'Production' };
    const [lost, holder] = [await claimed(), await claimed(THIS, NAME, start())];
    const late = issueKey.execute(aCaller({ claim: lost }), command);
    await expect(late).rejects.toMatchObject({ code: 'idempotency_running' });
    const { key } = await issueKey.execute(aCaller({ claim: holder }), command);
    const { items } = await database.keys.page({ workspaceId: workspace.id }, { limit: 9 }, clock.nowMs());
    expect(items).toEqual([key]);
  });
});
