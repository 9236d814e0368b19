import {
  ATTEMPTS_MAX,
  ATTEMPTS_PER_LANE_MAX,
  ATTEMPTS_PER_WORKSPACE_MAX,
  type Database,
  DistributeEvents,
  DELIVERY_LEASE_MS,
  type WebhookAnswer,
} from '@latchkey/domain';
import { WEBHOOKS_MAX } from '@latchkey/vocabulary';
import { anEvent } from '@latchkey/testing';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { answered, aWebhookWorld, DAY_MS, SECOND_MS } from './a-webhook-world.fixture.js';

const A = 'https://a.example.com/';
const B = 'https://b.example.com/';
const ELSEWHERE = 'https://elsewhere.example.com/hook';

test('an event is sent once to every endpoint that wants to hear of it, and to no other workspace', async () => {
  const { run, happens, create, receivers, database, workspace } = await aWebhookWorld();
  await create({ url: A });
  await create({ url: B, eventTypes: ['message.failed'] });
  await database.workspaces.insert({ ...workspace, id: 'ws_other' });
  await create({ url: ELSEWHERE, workspaceId: 'ws_other' });
  const [sent, failed] = [await happens(), await happens({ type: 'message.failed' })];
  await run();
  await run();
  expect(receivers.counts).toEqual({ [A]: 2, [B]: 1 });
  expect(new Set(receivers.ids(A))).toEqual(new Set([sent, failed]));
  expect(receivers.ids(B)).toEqual([failed]);
});

test('what is sent tells of the event, and carries the signature of its endpoint', async () => {
  const { run, happens, create, receivers, workspaceId, clock } = await aWebhookWorld();
  const { secret } = await create({ url: A });
  clock.set(Date.now());
  const id = await happens({ data: { id: 'msg_1', to: '+31612345678' } });
  await run();
  const [request] = receivers.requests;
  const timestamp = new Date(clock.nowMs()).toISOString();
  const told = { id, type: 'message.sent', timestamp, workspaceId, data: { id: 'msg_1', to: '+31612345678' } };
  expect(new StandardWebhook(secret).verify(request!.body, { ...request!.headers })).toEqual(told);
  expect(request!.headers).toMatchObject({ 'user-agent': 'Latchkey-Webhooks/1', 'content-type': 'application/json' });
  expect(request!.headers['x-webhook-signature']).toBeUndefined();
});

test('each attempt is signed anew over the same bytes, under the same id', async () => {
  const { run, happens, create, receivers, clock } = await aWebhookWorld();
  await create({ url: A });
  receivers.at(A, answered(500));
  await happens();
  await run();
  clock.advance(6 * SECOND_MS);
  await run();
  const [first, second] = receivers.requests;
  expect(second!.body).toBe(first!.body);
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  expect(second!.headers['webhook-timestamp']).not.toBe(first!.headers['webhook-timestamp']);
  expect(second!.headers['webhook-signature']).not.toBe(first!.headers['webhook-signature']);
});

test('what fails is tried ten times over three days, and has then failed', async () => {
  const { run, happens, create, receivers, clock, log } = await aWebhookWorld();
  const { webhookId } = await create({ url: A });
  receivers.at(A, { kind: 'unanswered', error: 'connection_failed' });
  await happens();
  await run();
  for (let failed = 1; failed < ATTEMPTS_MAX; failed++) {
    const [delivery] = await log(webhookId);
    expect(delivery).toMatchObject({ state: 'pending', leasedUntilMs: null });
    clock.set(delivery!.nextAttemptAtMs! - 1);
    await run();
    expect(receivers.requests).toHaveLength(failed);
    clock.advance(1);
    await run();
    expect(receivers.requests).toHaveLength(failed + 1);
  }
  clock.advance(30 * DAY_MS);
  await run();
  expect(receivers.requests).toHaveLength(ATTEMPTS_MAX);
  const [{ attempts, state } = { attempts: [], state: null }] = await log(webhookId);
  expect(state).toBe('failed');
  expect(attempts).toHaveLength(ATTEMPTS_MAX);
  expect(attempts[0]).toMatchObject({ statusCode: null, error: 'connection_failed' });
  expect(attempts.at(-1)!.atMs - attempts[0]!.atMs).toBeLessThan(3.5 * DAY_MS);
});

test('a receiver that asks for time is given it', async () => {
  const { run, happens, create, receivers, clock } = await aWebhookWorld();
  await create({ url: A });
  receivers.at(A, answered(429, '120'));
  await happens();
  await run();
  clock.advance(119 * SECOND_MS);
  await run();
  expect(receivers.requests).toHaveLength(1);
  clock.advance(SECOND_MS);
  await run();
  expect(receivers.requests).toHaveLength(2);
});

test('a receiver that never answers takes up its own places and nobody else’s', async () => {
  const { deliver, stopping, happens, create, receivers } = await aWebhookWorld();
  const hanging: ((answer: WebhookAnswer) => void)[] = [];
  await create({ url: A });
  await create({ url: B });
  receivers.at(A, () => new Promise((resolve) => hanging.push(resolve)));
  const ids = [];
  for (let i = 0; i < 10; i++) ids.push(await happens());
  const settled = async (): Promise<void> => {
    await deliver.execute(stopping.signal);
    // Whatever can end without A ends within these turns.
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  };
  for (let round = 0; round < 10; round++) await settled();
  expect(receivers.counts[A]).toBe(ATTEMPTS_PER_LANE_MAX);
  expect(new Set(receivers.ids(B))).toEqual(new Set(ids));
  while (receivers.counts[A]! < 10 || hanging.length > 0) {
    hanging.splice(0).forEach((answer) => answer(answered(204)));
    await settled();
  }
  expect(new Set(receivers.ids(A))).toEqual(new Set(ids));
});

test('a workspace with many addresses that never answer keeps another one waiting with none of them', async () => {
  const { deliver, stopping, happens, create, receivers, database, workspace } = await aWebhookWorld();
  await database.workspaces.insert({ ...workspace, id: 'ws_other' });
  await create({ url: B, workspaceId: 'ws_other' });
  const never = () => new Promise<WebhookAnswer>(() => undefined);
  for (let i = 0; i < WEBHOOKS_MAX; i++) {
    receivers.at(`https://endpoint-${i}.example.com/`, never);
    await create({ url: `https://endpoint-${i}.example.com/` });
  }
  for (let i = 0; i < 150; i++) {
    receivers.at(`https://override-${i}.example.com/`, never);
    await happens({ overrideUrl: `https://override-${i}.example.com/` });
  }
  const requestsTo = async (host: string): Promise<number> => {
    await deliver.execute(stopping.signal);
    await new Promise(setImmediate);
    return receivers.requests.filter(({ url }) => url.includes(host)).length;
  };
  expect(await requestsTo('override')).toBe(ATTEMPTS_PER_LANE_MAX);
  for (let i = 0; i < 5; i++) await happens();
  expect(await requestsTo('')).toBe(ATTEMPTS_PER_WORKSPACE_MAX);
  const id = await happens({ workspaceId: 'ws_other' });
  await requestsTo('');
  expect(receivers.ids(B)).toEqual([id]);
});

describe('whenever the process ends', () => {
  /** The database as it is when everything after a certain write is lost. */
  const dyingAt = (database: Database, store: 'deliveries' | 'events', call: string): Database =>
    new Proxy(database, {
      get: (target, name) =>
        name !== 'transaction'
          ? (Reflect.get(target, name, target) as unknown)
          : (work: Parameters<Database['transaction']>[0]) =>
              target.transaction((stores) =>
                work({
                  ...stores,
                  [store]: new Proxy(stores[store], {
                    get: (of, member) => (member === call ? die : (Reflect.get(of, member, of) as () => void).bind(of)),
                  }),
                }),
              ),
    });
  const die = () => Promise.reject(new Error('killed'));

  test.each([
    ['deliveries', 'insert'],
    ['events', 'markTold'],
  ] as const)('in the distribution, at %s.%s, nothing is lost and nothing doubled', async (store, call) => {
    const { database, box, clock, random, run, happens, create, receivers, log } = await aWebhookWorld();
    const { webhookId } = await create({ url: A });
    const id = await happens();
    await expect(new DistributeEvents(dyingAt(database, store, call), box, clock, random).execute()).rejects.toThrow(
      'killed',
    );
    expect(await log(webhookId)).toEqual([]);
    await run();
    expect(receivers.ids(A)).toEqual([id]);
  });

  test('in the middle of an attempt, it is made again when the lease is over', async () => {
    const { database, run, happens, create, receivers, clock } = await aWebhookWorld();
    await create({ url: A });
    const id = await happens();
    await run();
    // As it was when the attempt had begun, and nobody was left to say how it ended.
    const [delivery] = [...database.tables.deliveries.all()];
    const leasedUntilMs = clock.nowMs() + DELIVERY_LEASE_MS;
    await database.deliveries.update({
      ...delivery!,
      state: 'pending',
      nextAttemptAtMs: 0,
      leasedUntilMs,
      endedAtMs: null,
    });
    clock.advance(DELIVERY_LEASE_MS - 1);
    await run();
    expect(receivers.ids(A)).toEqual([id]);
    clock.advance(1);
    await run();
    expect(receivers.ids(A)).toEqual([id, id]);
  });

  test('in good order, an attempt under way is broken off, does not count, and is due again at once', async () => {
    const { deliver, stopping, happens, create, receivers, log, failures } = await aWebhookWorld();
    const { webhookId } = await create({ url: A });
    receivers.at(A, () => new Promise(() => undefined));
    await happens();
    await deliver.execute(stopping.signal);
    await new Promise(setImmediate);
    expect(receivers.requests).toHaveLength(1);
    stopping.abort();
    await deliver.idle();
    expect(await log(webhookId)).toMatchObject([{ state: 'pending', attempts: [], leasedUntilMs: null }]);
    expect(failures).toEqual([]);
  });
});

test('an outcome that cannot be written down is told, and the attempt is made again', async () => {
  const { database, run, happens, create, receivers, clock, failures, log } = await aWebhookWorld();
  const { webhookId } = await create({ url: A });
  const transaction = database.transaction.bind(database);
  receivers.at(A, async () => {
    database.transaction = () => Promise.reject(new Error('out of reach'));
    return answered(204);
  });
  const id = await happens();
  await run();
  database.transaction = transaction;
  receivers.at(A, answered(204));
  expect(failures).toEqual(['out of reach']);
  expect(await log(webhookId)).toMatchObject([{ state: 'pending', attempts: [] }]);
  clock.advance(DELIVERY_LEASE_MS);
  await run();
  expect(receivers.ids(A)).toEqual([id, id]);
  expect(await log(webhookId)).toMatchObject([{ state: 'delivered', attempts: [{ statusCode: 204 }] }]);
});

test('more events than one batch takes are all told in one run', async () => {
  const { database, run, create, workspaceId, log } = await aWebhookWorld();
  const { webhookId } = await create({ url: A, eventTypes: ['api_key.updated'] });
  for (let i = 0; i < 450; i++) await database.events.append(anEvent({ workspaceId, type: 'message.read' }));
  await database.events.append(anEvent({ workspaceId }));
  await run();
  expect(await log(webhookId)).toHaveLength(1);
});

test('without the entitlement nothing is sent, and the event does not wait for it', async () => {
  const { database, plan, run, happens, create, receivers } = await aWebhookWorld();
  await create({ url: A });
  await database.plans.update({ ...plan, entitlements: ['api_access'] });
  await happens();
  await happens({ overrideUrl: ELSEWHERE });
  await run();
  await database.plans.update(plan);
  await run();
  expect(receivers.requests).toEqual([]);
});

test('a StartMessaging API signs the body in hex as well', async () => {
  const { database, api, run, happens, create, receivers } = await aWebhookWorld();
  await database.apis.update({ ...api, wireProfile: 'startmessaging' });
  await create({ url: A });
  await happens();
  await run();
  expect(receivers.requests[0]!.headers['x-webhook-signature']).toMatch(/^[0-9a-f]{64}$/);
});

test('a secret that was sealed under another master secret is said to be unreadable, and nothing is sent', async () => {
  const { database, run, happens, create, receivers, log, stored } = await aWebhookWorld();
  const { webhookId } = await create({ url: A });
  await database.webhooks.update({ ...(await stored(webhookId))!, sealedSecret: 'x'.repeat(60) });
  await happens();
  await run();
  expect(receivers.requests).toEqual([]);
  expect(await log(webhookId)).toMatchObject([{ state: 'pending', attempts: [{ error: 'secret_unreadable' }] }]);
});
