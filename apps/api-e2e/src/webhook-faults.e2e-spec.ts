import { freePort } from './free-port.js';
import { openDatabaseOf } from './database.js';
import { Receiver } from './receiver.js';
import { Server, WITH_OPERATOR } from './server.js';
import { signIn, tenancyOn, type Tenancy } from './tenancy.js';
import {
  append,
  createWebhook,
  deliveriesOf,
  happen,
  LOOPBACK_ALLOWED,
  readWebhook,
  testWebhook,
  type WebhookJson,
} from './telling.js';
import { until } from './until.js';

/** The lease of an attempt that nobody finished, and the second until the next look. */
const AFTER_A_CRASH_MS = 35_000;
/** The first pause of the schedule, with its jitter, and the second until the next look. */
const FIRST_RETRY_MS = 10_000;

describe('every event arrives at least once, in a bounded time', () => {
  let tenancy: Tenancy;
  let receiver: Receiver;
  let webhook: WebhookJson;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, ...LOOPBACK_ALLOWED }));
  });
  beforeEach(async () => {
    receiver = await Receiver.start();
    webhook = await createWebhook(tenancy.operator, tenancy.workspace, { url: receiver.url });
  });
  afterEach(async () => {
    const path = `/v1/workspaces/${webhook.workspaceId}/webhooks/${webhook.id}`;
    (await tenancy.operator.send('DELETE', path)).expect(204);
    await receiver.stop();
  });

  async function restart(): Promise<void> {
    const server = await tenancy.server.restart();
    tenancy = { ...tenancy, server, operator: await signIn(server) };
  }

  const triedOnce = (error: string) =>
    until(`an attempt has ended with ${error}`, async () => {
      const deliveries = await deliveriesOf(tenancy.operator, webhook);
      return deliveries.some(({ attempts }) => attempts.some((attempt) => attempt.error === error));
    });

  test('while the receiver is down, and then comes up', async () => {
    const port = await freePort();
    const down = await createWebhook(tenancy.operator, tenancy.workspace, { url: `http://127.0.0.1:${port}/` });
    const { eventId } = await testWebhook(tenancy.operator, down);
    await until('it has been tried', async () => {
      const [delivery] = await deliveriesOf(tenancy.operator, down);
      return delivery?.attempts[0]?.error === 'connection_failed' && delivery.nextAttemptAt !== null;
    });
    expect(await readWebhook(tenancy.operator, down)).toMatchObject({ failingSince: expect.any(String) });
    const late = await Receiver.start(port);
    await late.hears([eventId], FIRST_RETRY_MS);
    await until('it counts no more', async () => (await readWebhook(tenancy.operator, down)).failingSince === null);
    await late.stop();
    const path = `/v1/workspaces/${down.workspaceId}/webhooks/${down.id}`;
    (await tenancy.operator.send('DELETE', path)).expect(204);
  });

  test('while the receiver closes in the middle of the head, and of the body', async () => {
    receiver.answer = (request) => void request.socket.end('HTTP/1.1 200 OK\r\nconte');
    const { eventId } = await testWebhook(tenancy.operator, webhook);
    await triedOnce('connection_failed');
    receiver.answer = (request) => void request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx');
    await until('its status line counts', async () => {
      const [delivery] = await deliveriesOf(tenancy.operator, webhook);
      return delivery?.state === 'delivered';
    });
    expect(receiver.ids()).toEqual([eventId, eventId]);
  });

  test('while the receiver redirects, and then does not', async () => {
    receiver.answer = (_, response) => void response.writeHead(302, { location: receiver.url }).end();
    const { eventId } = await testWebhook(tenancy.operator, webhook);
    await triedOnce('redirected');
    receiver.takes();
    await until(
      'it is delivered',
      async () => (await deliveriesOf(tenancy.operator, webhook))[0]?.state === 'delivered',
    );
    expect(receiver.ids()).toEqual([eventId, eventId]);
  });

  test('410 disables the endpoint, once and for all that waits', async () => {
    receiver.answer = (_, response) => void response.writeHead(410).end();
    await testWebhook(tenancy.operator, webhook);
    await until('it is disabled', async () => !(await readWebhook(tenancy.operator, webhook)).enabled);
    expect(await readWebhook(tenancy.operator, webhook)).toMatchObject({ disabledReason: 'gone' });
    const before = receiver.received.length;
    const witness = await Receiver.start();
    await createWebhook(tenancy.operator, tenancy.workspace, { url: witness.url });
    const ids = await happen(tenancy.server.dataDir, tenancy.workspace, 3);
    await witness.hears(ids);
    expect(receiver.received).toHaveLength(before);
    await witness.stop();
  });

  test('a receiver that never answers delays no other', async () => {
    receiver.answer = () => undefined;
    const quick = await Receiver.start();
    await createWebhook(tenancy.operator, tenancy.workspace, { url: quick.url });
    const startedAtMs = performance.now();
    const ids = await happen(tenancy.server.dataDir, tenancy.workspace, 40);
    await quick.hears(ids);
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
    expect(receiver.received).toHaveLength(4);
    await quick.stop();
  });

  test('killed between the commit and the sending', async () => {
    const database = await openDatabaseOf(tenancy.server.dataDir);
    try {
      await tenancy.server.kill9();
      // Committed, and nobody is there to send it.
      const ids = await append(database, tenancy.workspace, 25);
      await database.end();
      expect(receiver.received).toEqual([]);
      await restart();
      await receiver.hears(ids, AFTER_A_CRASH_MS);
    } finally {
      await database.end().catch(() => undefined);
    }
  });

  test('killed in the middle of attempts', async () => {
    receiver.answer = () => undefined;
    const ids = await happen(tenancy.server.dataDir, tenancy.workspace, 4);
    await receiver.hears(ids);
    await tenancy.server.kill9WithDatabase();
    receiver.takes();
    const before = receiver.received.length;
    await restart();
    const arrivedAnew = () => ids.every((id) => receiver.ids().slice(before).includes(id));
    await until('each has arrived anew', arrivedAnew, AFTER_A_CRASH_MS);
  });

  test('killed again and again while events are made: every one that was acknowledged arrives', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const kill = until(`${(round + 1) * 8} are acknowledged`, () => acknowledged.length >= (round + 1) * 8).then(() =>
        tenancy.server.kill9(),
      );
      for (let isDown = false; !isDown;) {
        const told = await testWebhook(tenancy.operator, webhook).catch(() => null);
        if (told === null) isDown = true;
        else acknowledged.push(told.eventId);
      }
      await kill;
      await restart();
    }
    await receiver.hears(acknowledged, AFTER_A_CRASH_MS);
  });

  test('stopped in good order, what is under way is broken off, and made again after the start', async () => {
    receiver.answer = () => undefined;
    const { eventId } = await testWebhook(tenancy.operator, webhook);
    await receiver.hears([eventId]);
    const startedAtMs = performance.now();
    expect(await tenancy.server.stop()).toBe(0);
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
    receiver.takes();
    await restart();
    await until('it has arrived again', () => receiver.received.length === 2, FIRST_RETRY_MS);
    expect(receiver.ids()).toEqual([eventId, eventId]);
  });
});
