import { createHmac } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import type { Answer, Http } from './http.js';
import { Receiver } from './receiver.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineApi, defineWorkspace, issueKey, tenancyOn, type Tenancy } from './tenancy.js';
import {
  createWebhook,
  deliveriesOf,
  type DeliveryJson,
  happen,
  LOOPBACK_ALLOWED,
  readWebhook,
  testWebhook,
  type WebhookJson,
  webhookPath,
  webhooksOf,
} from './telling.js';
import { until } from './until.js';

describe('webhooks: signed, logged, replayed, and told to nobody else', () => {
  let tenancy: Tenancy;
  let receiver: Receiver;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, ...LOOPBACK_ALLOWED }));
    receiver = await Receiver.start();
  });
  afterAll(() => receiver.stop());
  afterEach(async () => {
    const { data } = (await tenancy.operator.get(webhooksOf(tenancy.workspace))).json<{ data: { id: string }[] }>();
    for (const { id } of data) await tenancy.operator.send('DELETE', `${webhooksOf(tenancy.workspace)}/${id}`);
    receiver.takes();
  });

  const ownWebhook = (more: object = {}) =>
    createWebhook(tenancy.operator, tenancy.workspace, { url: receiver.url, ...more });
  const receivedOf = (id: string) => receiver.received.filter((each) => each.id === id);
  /** The first that has this id, once it is there. */
  const arrived = async (id: string): Promise<{ body: string; headers: Record<string, string> }> => {
    await receiver.hears([id]);
    const [{ headers, body } = { headers: {}, body: '' }] = receivedOf(id);
    return { body, headers: headers as Record<string, string> };
  };

  test('an endpoint shows its secret once, and is read, changed, listed and deleted without it', async () => {
    const { operator, workspace } = tenancy;
    const created = await ownWebhook({ description: 'Shop', eventTypes: ['message.sent'] });
    expect(created).toEqual({
      id: expect.stringMatching(/^whe_[0-9a-z]{26}$/),
      workspaceId: workspace.id,
      url: receiver.url,
      description: 'Shop',
      eventTypes: ['message.sent'],
      enabled: true,
      disabledAt: null,
      disabledReason: null,
      failingSince: null,
      createdAt: expect.stringMatching(/Z$/),
      secretRotatedAt: null,
      formerSecretEndsAt: null,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    const shown = { ...created, secret: undefined };
    expect(await readWebhook(operator, created)).toEqual(shown);
    expect((await operator.get(webhooksOf(workspace))).json()).toEqual({ data: [shown], nextCursor: null });
    const changed = { eventTypes: [], description: null };
    expect((await operator.patch(webhookPath(created), changed)).expect(200)).toEqual({ ...shown, ...changed });
    expect((await operator.send('DELETE', webhookPath(created))).status).toBe(204);
    expect((await operator.get(webhookPath(created))).status).toBe(404);
  });

  test('a repetition of its creation makes no second one, and does not show the secret again', async () => {
    const { operator, workspace } = tenancy;
    const headers = { 'idempotency-key': 'webhook-once' };
    const first = await operator.post(webhooksOf(workspace), { url: receiver.url }, { headers });
    const again = await operator.post(webhooksOf(workspace), { url: receiver.url }, { headers });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.json()).toMatchObject({ ...first.json(), secret: null, secretShownAt: expect.any(String) });
  });

  test('a test event arrives at its endpoint alone, signed so that standardwebhooks accepts it', async () => {
    const { operator, workspace } = tenancy;
    const [webhook, neighbour] = [await ownWebhook(), await ownWebhook()];
    const { eventId } = await testWebhook(operator, webhook);
    const { headers, body } = await arrived(eventId);
    const told = new StandardWebhook(webhook.secret).verify(body, headers);
    const data = { id: webhook.id };
    const timestamp = expect.stringMatching(/Z$/);
    expect(told).toEqual({ id: eventId, type: 'webhook.test', timestamp, workspaceId: workspace.id, data });
    expect(() => new StandardWebhook(neighbour.secret).verify(body, headers)).toThrow();
    expect(receivedOf(eventId)).toHaveLength(1);
    expect(await deliveriesOf(operator, neighbour)).toEqual([]);
  });

  test('the log tells of each attempt and shows what was sent; a replay sends the same once more', async () => {
    const { operator } = tenancy;
    const webhook = await ownWebhook();
    const { eventId, id } = await testWebhook(operator, webhook);
    await until(
      'it is delivered',
      async () => (await deliveriesOf(operator, webhook, '&state=delivered')).length === 1,
    );
    const [delivery] = await deliveriesOf(operator, webhook);
    expect(delivery).toEqual({
      id,
      webhookId: webhook.id,
      eventId,
      eventType: 'webhook.test',
      overrideUrl: null,
      state: 'delivered',
      attempts: [{ at: expect.any(String), durationMs: expect.any(Number), statusCode: 204, error: null }],
      nextAttemptAt: null,
      createdAt: expect.any(String),
    });
    const path = `${webhookPath(webhook)}/deliveries/${id}`;
    const shown = (await operator.get(path)).expect<DeliveryJson & { payload: string }>(200);
    expect(shown).toEqual({ ...delivery, payload: receivedOf(eventId)[0]?.body });
    const replay = (await operator.post(`${path}/replay`)).expect<DeliveryJson>(202);
    expect(replay).toMatchObject({ eventId });
    await until('it has arrived again', () => receivedOf(eventId).length === 2);
    expect(receivedOf(eventId).map(({ body }) => body)).toEqual([shown.payload, shown.payload]);
    expect((await deliveriesOf(operator, webhook)).map((each) => each.id)).toEqual([replay.id, id]);
    expect(await deliveriesOf(operator, webhook, '&state=failed')).toEqual([]);
  });

  test('through a rotation either secret verifies, afterwards only the new one', async () => {
    const { operator } = tenancy;
    const webhook = await ownWebhook();
    const rotate = async (overlapMs: number): Promise<string> => {
      const answer = await operator.post(`${webhookPath(webhook)}/rotate-secret`, { overlapMs });
      return answer.expect<{ secret: string }>(201).secret;
    };
    const verifiesNext = async (secrets: readonly string[]): Promise<readonly boolean[]> => {
      const { eventId } = await testWebhook(operator, webhook);
      const { headers, body } = await arrived(eventId);
      return secrets.map((secret) => {
        try {
          return new StandardWebhook(secret).verify(body, headers) !== null;
        } catch {
          return false;
        }
      });
    };
    const second = await rotate(60_000);
    expect(await verifiesNext([webhook.secret, second])).toEqual([true, true]);
    const third = await rotate(0);
    expect(await verifiesNext([webhook.secret, second, third])).toEqual([false, false, true]);
  });

  test('only the types that an endpoint names are sent to it, and another workspace hears of nothing', async () => {
    const { operator, api, workspace, server } = tenancy;
    const stranger = await Receiver.start();
    const other = await defineWorkspace(operator, api, 'Other');
    await createWebhook(operator, other, { url: stranger.url });
    const choosy = await ownWebhook({ eventTypes: ['message.failed'] });
    const [read] = await happen(server.dataDir, workspace, 1, { type: 'message.read' });
    const [failed] = await happen(server.dataDir, workspace, 1, { type: 'message.failed' });
    await receiver.hears([failed!]);
    await until('both are told', async () => (await deliveriesOf(operator, choosy)).length === 1);
    // What is told later is there: so what was to come before has come.
    const [last] = await happen(server.dataDir, other, 1);
    await stranger.hears([last!]);
    expect(receivedOf(read!)).toEqual([]);
    expect(stranger.ids()).toEqual([last]);
    await stranger.stop();
  });

  test('the address of a request is told in place of the endpoints; a StartMessaging API signs the body in hex too', async () => {
    const { operator, server } = tenancy;
    const workspace = await defineWorkspace(operator, await defineApi(operator, 'sm', 'startmessaging'), 'SM');
    const signer = await createWebhook(operator, workspace, { url: null });
    const own = await Receiver.start();
    await createWebhook(operator, workspace, { url: own.url });
    const [id] = await happen(server.dataDir, workspace, 1, { overrideUrl: receiver.url });
    const { headers, body } = await arrived(id!);
    expect(headers['x-webhook-signature']).toBe(createHmac('sha256', signer.secret).update(body).digest('hex'));
    expect(new StandardWebhook(signer.secret).verify(body, headers)).toMatchObject({ id });
    expect(own.received).toEqual([]);
    expect(await deliveriesOf(operator, signer)).toMatchObject([{ eventId: id, overrideUrl: receiver.url }]);
    await own.stop();
  });

  test('a plan without webhooks has none made or enabled, and says what is missing', async () => {
    const { operator, api, server } = tenancy;
    const plan = { name: 'Bare', slug: 'bare', entitlements: ['api_access'] };
    const { id: planId } = (await operator.post(`/v1/apis/${api.id}/plans`, plan)).expect<{ id: string }>(201);
    const workspace = await defineWorkspace(operator, api, 'Bare', planId);
    const { secret } = await issueKey(operator, workspace, { scopes: ['admin'] });
    for (const client of [operator, server.http.bearer(secret)]) {
      const refused = await client.post(webhooksOf(workspace), { url: receiver.url });
      expect([refused.status, refused.json()]).toMatchObject([
        403,
        { code: 'entitlement_missing', missing: ['webhooks'] },
      ]);
    }
  });

  /** What shows an endpoint, or what was sent to it, and what makes one. */
  const asksOf = async (client: Http, webhook: WebhookJson): Promise<readonly Answer[]> => {
    const { id } = await testWebhook(tenancy.operator, webhook);
    const path = webhookPath(webhook);
    const reads = [webhooksOf(tenancy.workspace), path, `${path}/deliveries`, `${path}/deliveries/${id}`];
    const changes = [client.post(webhooksOf(tenancy.workspace), { url: receiver.url })];
    return Promise.all([...reads.map((each) => client.get(each)), ...changes]);
  };

  test.each([
    ['that may not read messages', ['webhooks:read', 'webhooks:write', 'devices:read'], 'messages:read'],
    ['that may not read devices', ['webhooks:read', 'webhooks:write', 'messages:read'], 'devices:read'],
  ])('a key %s is not told of them by webhooks either', async (_, scopes, lacking) => {
    const { operator, workspace, server } = tenancy;
    const { secret } = await issueKey(operator, workspace, { scopes });
    for (const refused of await asksOf(server.http.bearer(secret), await ownWebhook())) {
      expect([refused.status, refused.json()]).toMatchObject([403, { code: 'scope_not_held' }]);
      expect(refused.text).toContain(lacking);
    }
  });

  test('a key that is limited to some devices has itself told of none, and sees nobody’s address', async () => {
    const { operator, workspace, server } = tenancy;
    const { data } = (
      await server.http.bearer((await issueKey(operator, workspace)).secret).get('/v1/devices')
    ).expect<{
      data: { id: string }[];
    }>(200);
    const { secret } = await issueKey(operator, workspace, { scopes: ['write'], deviceIds: [data[0]!.id] });
    for (const refused of await asksOf(server.http.bearer(secret), await ownWebhook()))
      expect([refused.status, refused.json()]).toMatchObject([403, { code: 'scope_not_held' }]);
  });
});
