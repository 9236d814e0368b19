import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Receiver } from './receiver.js';
import { Server, WITH_OPERATOR } from './server.js';
import { tenancyOn, type Tenancy } from './tenancy.js';
import { createWebhook, deliveriesOf, happen, testWebhook, webhookPath, webhooksOf } from './telling.js';
import { until } from './until.js';

/** What a listener on loopback has seen of anybody. */
async function aListener() {
  let connections = 0;
  const listener = createServer().on('connection', () => connections++);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return { port, connections: () => connections, stop: () => listener.close() };
}

describe('addresses that webhooks may not reach', () => {
  let tenancy: Tenancy;
  let listener: Awaited<ReturnType<typeof aListener>>;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    listener = await aListener();
  });
  afterAll(() => listener.stop());

  test.each([
    'https://127.0.0.1:PORT/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://2130706433:PORT/',
    'https://0177.0.0.1:PORT/',
    'https://0x7f000001:PORT/',
    'https://127.1:PORT/',
    'https://localhost:PORT/',
    'https://x.localhost:PORT/',
    'http://example.com/',
    'https://user:password@example.com/',
    'not an address',
  ])('%s is refused when it is written down, and nothing is written', async (pattern) => {
    const { operator, workspace } = tenancy;
    const url = pattern.replace('PORT', String(listener.port));
    const webhook = await createWebhook(operator, workspace, { url: 'https://hooks.example.com/' });
    for (const answer of [
      await operator.post(webhooksOf(workspace), { url }),
      await operator.patch(webhookPath(webhook), { url }),
    ]) {
      expect([answer.status, answer.json()]).toMatchObject([400, { errors: [{ field: 'url' }] }]);
    }
    expect((await operator.get(webhookPath(webhook))).json()).toMatchObject({ url: 'https://hooks.example.com/' });
    (await operator.send('DELETE', webhookPath(webhook))).expect(204);
    expect((await operator.get(webhooksOf(workspace))).json()).toMatchObject({ data: [] });
  });

  test('an address of a request is refused when it is sent to, without a connection', async () => {
    const { operator, workspace, server } = tenancy;
    const signer = await createWebhook(operator, workspace, { url: null });
    const hosts = ['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]'];
    const urls = hosts.flatMap((host) => [`https://${host}:${listener.port}/`, `http://${host}:${listener.port}/`]);
    for (const overrideUrl of urls) await happen(server.dataDir, workspace, 1, { overrideUrl });
    const tried = await until('each has been tried', async () => {
      const deliveries = await deliveriesOf(operator, signer);
      return deliveries.length === urls.length && deliveries.every(({ attempts }) => attempts.length > 0) && deliveries;
    });
    expect(new Set(tried.flatMap(({ attempts }) => attempts.map(({ error }) => error)))).toEqual(
      new Set(['target_forbidden']),
    );
    expect(listener.connections()).toBe(0);
  });

  test('an endpoint that redirects there is told that it has failed, and nobody follows', async () => {
    const receiver = await Receiver.start();
    const { operator, workspace } = await tenancyOn(
      await Server.start({ ...WITH_OPERATOR, WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8' }),
    );
    const webhook = await createWebhook(operator, workspace, { url: receiver.url });
    const location = `http://127.0.0.1:${listener.port}/`;
    receiver.answer = (_request, response) => void response.writeHead(307, { location }).end();
    await testWebhook(operator, webhook);
    const [delivery] = await until('it has been tried', async () => {
      const deliveries = await deliveriesOf(operator, webhook);
      return deliveries.some(({ attempts }) => attempts.length > 0) && deliveries;
    });
    expect(delivery).toMatchObject({ state: 'pending', attempts: [{ statusCode: 307, error: 'redirected' }] });
    expect(listener.connections()).toBe(0);
    await receiver.stop();
  });
});
