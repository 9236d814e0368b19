import { type ResourceScope, WEBHOOKS_MAX } from '@latchkey/vocabulary';
import { ALL_SCOPES, FAILING_MS_MAX, ForgetEvents, signingSecrets } from '@latchkey/domain';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { aCaller } from './a-tenant.fixture.js';
import { answered, aWebhookWorld, DAY_MS, SECOND_MS } from './a-webhook-world.fixture.js';

const A = 'https://a.example.com/';
const B = 'https://b.example.com/';
const ELSEWHERE = 'https://elsewhere.example.com/hook';
const absent = { code: 'not_found' };

test('an endpoint is kept with its secret sealed, audited, and without the secret in the entry', async () => {
  const { create, stored, box, database, workspaceId, clock } = await aWebhookWorld();
  const { secret, webhookId } = await create({ url: A, description: 'Shop', eventTypes: ['message.sent'] });
  const webhook = (await stored(webhookId))!;
  expect(webhook).toMatchObject({ url: A, description: 'Shop', eventTypes: ['message.sent'], disabled: null });
  expect(signingSecrets(webhook, box, clock.nowMs())).toEqual({ current: secret, former: null });
  const { items } = await database.audit.page({ workspaceId }, { limit: 5 });
  expect(items).toMatchObject([{ action: 'webhook.created', targetId: webhookId, after: { url: A } }]);
  expect(JSON.stringify(items)).not.toMatch(new RegExp(`whsec_|${webhook.sealedSecret}`));
});

test('an address goes into the audit log without what may be secret in it', async () => {
  const { create, defineWebhook, pauseWebhook, database, workspaceId } = await aWebhookWorld();
  const webhook = await create({ url: `${A}in?token=t0ps3cret#t0ps3cret` });
  await defineWebhook.update(aCaller(), { ...webhook, url: `${B}in?token=t0ps3cret` });
  await pauseWebhook.disable(aCaller(), webhook);
  await defineWebhook.remove(aCaller(), webhook);
  const { items } = await database.audit.page({ workspaceId }, { limit: 5 });
  expect(items).toHaveLength(4);
  const updated = items.find(({ action }) => action === 'webhook.updated');
  expect(updated).toMatchObject({ before: { url: `${A}in` }, after: { url: `${B}in` } });
  expect(JSON.stringify(items)).not.toContain('t0ps3cret');
});

test('no plan without webhooks has endpoints made or enabled, and none has more than there are places', async () => {
  const { create, database, plan, pauseWebhook } = await aWebhookWorld();
  const endpoints = [];
  for (let i = 0; i < WEBHOOKS_MAX; i++) endpoints.push(await create());
  await expect(create()).rejects.toMatchObject({ code: 'cap_reached' });
  await pauseWebhook.disable(aCaller(), endpoints[0]!);
  await database.plans.update({ ...plan, entitlements: ['api_access'] });
  const missing = { entitlement: 'webhooks' };
  await expect(create()).rejects.toMatchObject(missing);
  await expect(pauseWebhook.enable(aCaller(), endpoints[0]!)).rejects.toMatchObject(missing);
});

test('strangers, and keys that are limited to some devices or may not read what is told, change nothing', async () => {
  const { create, defineWebhook, pauseWebhook, rotateSecret, tellWebhook, stored, actions } = await aWebhookWorld();
  const webhook = await create();
  const before = await stored(webhook.webhookId);
  const limited = aCaller({ reach: { deviceIds: ['dev_1'], appId: null, ipAllowlist: [] } });
  const lacking = (scope: ResourceScope) =>
    aCaller({ scopes: new Set([...ALL_SCOPES].filter((each) => each !== scope)) });
  for (const [caller, refusal] of [
    [aCaller({ workspaceId: 'ws_other' }), absent],
    [limited, { code: 'scope_not_held', field: 'deviceIds' }],
    [lacking('messages:read'), { code: 'scope_not_held', publicText: expect.stringMatching(/: messages:read\.$/) }],
    [lacking('devices:read'), { code: 'scope_not_held', publicText: expect.stringMatching(/: devices:read\.$/) }],
  ] as const) {
    for (const attempt of [
      () => create({}, caller),
      () => defineWebhook.update(caller, { ...webhook, url: B }),
      () => defineWebhook.remove(caller, webhook),
      () => pauseWebhook.disable(caller, webhook),
      () => pauseWebhook.enable(caller, webhook),
      () => rotateSecret.execute(caller, webhook),
      () => tellWebhook.test(caller, webhook),
    ]) {
      await expect(attempt()).rejects.toMatchObject(refusal);
    }
  }
  expect(await stored(webhook.webhookId)).toEqual(before);
  expect(await actions()).toEqual(['webhook.created']);
});

test('what limits how long, for which app and from where a key is used does not limit what it hears', async () => {
  const { create, clock } = await aWebhookWorld();
  const reach = { deviceIds: [], appId: 'app_1', ipAllowlist: ['192.0.2.0/24'] };
  const caller = aCaller({ reach, expiresAtMs: clock.nowMs() + DAY_MS });
  await expect(create({}, caller)).resolves.toMatchObject({ disabled: null });
});

test('an address is checked when it is changed too, and one without an address stays so', async () => {
  const { create, defineWebhook, stored } = await aWebhookWorld();
  const [webhook, urlless] = [await create({ url: A }), await create({ url: null })];
  const refused = { code: 'invalid_request', field: 'url' };
  for (const [endpoint, url] of [
    [webhook, 'https://10.0.0.1/'],
    [webhook, 'http://example.com/'],
    [urlless, B],
  ] as const) {
    await expect(defineWebhook.update(aCaller(), { ...endpoint, url })).rejects.toMatchObject(refused);
  }
  await expect(create({ url: 'https://[::1]/' })).rejects.toMatchObject(refused);
  expect(await stored(webhook.webhookId)).toMatchObject({ url: A });
});

test('through a rotation both secrets sign, and when its overlap is over only the new one', async () => {
  const { create, run, happens, receivers, rotateSecret, clock } = await aWebhookWorld();
  const webhook = await create({ url: A });
  const { secret } = await rotateSecret.execute(aCaller(), { ...webhook, overlapMs: 60 * SECOND_MS });
  const signersOfNext = async () => {
    clock.set(clock.nowMs());
    await happens();
    await run();
    const { body, headers } = receivers.requests.at(-1)!;
    return [secret, webhook.secret].map((key) => {
      const verifier = new StandardWebhook(key);
      const signature = verifier.sign(
        headers['webhook-id']!,
        new Date(Number(headers['webhook-timestamp']) * 1000),
        body,
      );
      return headers['webhook-signature']!.split(' ').indexOf(signature);
    });
  };
  expect(await signersOfNext()).toEqual([0, 1]);
  clock.advance(60 * SECOND_MS - 1);
  expect(await signersOfNext()).toEqual([0, 1]);
  clock.advance(1);
  expect(await signersOfNext()).toEqual([0, -1]);
});

test('disabled by hand, it is sent nothing, what waited is cancelled, and others are told', async () => {
  const { create, run, happens, receivers, pauseWebhook, log, actions, database, workspaceId, clock } =
    await aWebhookWorld();
  const [one, other] = [await create({ url: A }), await create({ url: B })];
  receivers.at(A, answered(500));
  await happens();
  await run();
  const disabled = await pauseWebhook.disable(aCaller(), one);
  expect(disabled.disabled).toMatchObject({ reason: 'by_hand' });
  expect(await log(one.webhookId)).toMatchObject([{ state: 'cancelled' }]);
  await run();
  expect(receivers.counts).toEqual({ [A]: 1, [B]: 2 });
  const [event] = (await database.events.page(workspaceId, { limit: 1 })).items;
  expect(event).toMatchObject({ type: 'webhook.disabled', data: { id: one.webhookId, disabledReason: 'by_hand' } });
  expect(JSON.stringify(event)).not.toContain(A);
  await pauseWebhook.disable(aCaller(), one);
  clock.advance(1);
  expect(await pauseWebhook.enable(aCaller(), one)).toMatchObject({ disabled: null, failingSinceMs: null });
  expect(await actions()).toEqual(['webhook.enabled', 'webhook.disabled', 'webhook.created', 'webhook.created']);
  const late = await happens();
  receivers.at(A, answered(204));
  await run();
  expect(receivers.ids(A).at(-1)).toBe(late);
  expect(await log(other.webhookId)).toHaveLength(3);
});

test('410 disables it at once', async () => {
  const { create, run, happens, receivers, stored, log, database, workspaceId } = await aWebhookWorld();
  const { webhookId } = await create({ url: A });
  receivers.at(A, answered(410));
  await happens();
  await run();
  expect(await stored(webhookId)).toMatchObject({ disabled: { reason: 'gone' } });
  expect(await log(webhookId)).toMatchObject([{ state: 'failed', attempts: [{ statusCode: 410, error: 'gone' }] }]);
  const [entry] = (await database.audit.page({ workspaceId }, { limit: 1 })).items;
  expect(entry).toMatchObject({ action: 'webhook.disabled', actor: { kind: 'system' }, reason: 'gone' });
});

test('five days of nothing but failures disable it, audited as the system’s doing; one success begins anew', async () => {
  const { create, run, happens, receivers, stored, clock, database, workspaceId } = await aWebhookWorld();
  const { webhookId } = await create({ url: A });
  const failOnce = async () => {
    receivers.at(A, answered(500));
    await happens();
    await run();
  };
  await failOnce();
  const sinceMs = clock.nowMs();
  clock.advance(FAILING_MS_MAX - 1);
  await failOnce();
  expect(await stored(webhookId)).toMatchObject({ disabled: null, failingSinceMs: sinceMs });
  receivers.at(A, answered(200));
  await happens();
  await run();
  expect(await stored(webhookId)).toMatchObject({ disabled: null, failingSinceMs: null });
  await failOnce();
  clock.advance(FAILING_MS_MAX);
  await failOnce();
  expect(await stored(webhookId)).toMatchObject({ disabled: { reason: 'failing', atMs: clock.nowMs() } });
  const [entry] = (await database.audit.page({ workspaceId }, { limit: 1 })).items;
  expect(entry).toMatchObject({ action: 'webhook.disabled', actor: { kind: 'system' }, reason: 'failing' });
  const [event] = (await database.events.page(workspaceId, { limit: 1 })).items;
  expect(event).toMatchObject({ type: 'webhook.disabled', data: { disabledReason: 'failing' } });
});

test('what the address of before answers says nothing about the new one', async () => {
  const { create, run, happens, receivers, stored, defineWebhook } = await aWebhookWorld();
  const webhook = await create({ url: A });
  receivers.at(A, async () => {
    await defineWebhook.update(aCaller(), { ...webhook, url: B });
    return answered(410);
  });
  await happens();
  await run();
  expect(await stored(webhook.webhookId)).toMatchObject({ url: B, disabled: null, failingSinceMs: null });
});

test('a test reaches its endpoint alone, whatever it subscribes to; a replay is the same event once more', async () => {
  const { create, run, receivers, tellWebhook, log, actions, pauseWebhook, clock } = await aWebhookWorld();
  const one = await create({ url: A, eventTypes: ['message.read'] });
  await create({ url: B });
  const test = await tellWebhook.test(aCaller(), one);
  await run();
  expect(receivers.counts).toEqual({ [A]: 1 });
  expect(receivers.ids()).toEqual([test.eventId]);
  clock.advance(1);
  const replay = await tellWebhook.replay(aCaller(), { ...one, deliveryId: test.id });
  await run();
  expect(receivers.ids()).toEqual([test.eventId, test.eventId]);
  expect(receivers.requests[1]!.body).toBe(receivers.requests[0]!.body);
  expect((await log(one.webhookId)).map(({ id }) => id)).toEqual([replay.id, test.id]);
  expect((await actions()).slice(0, 2)).toEqual(['webhook.replayed', 'webhook.tested']);
  await expect(tellWebhook.replay(aCaller(), { ...one, deliveryId: 'dlv_unknown' })).rejects.toMatchObject(absent);
  await pauseWebhook.disable(aCaller(), one);
  for (const attempt of [
    tellWebhook.test(aCaller(), one),
    tellWebhook.replay(aCaller(), { ...one, deliveryId: test.id }),
  ])
    await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
});

describe('an event with an address of its own', () => {
  const verifies = (secret: string, { headers, body }: { headers: Readonly<Record<string, string>>; body: string }) => {
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    return headers['webhook-signature'] === new StandardWebhook(secret).sign(headers['webhook-id']!, at, body);
  };

  test('goes there and nowhere else, signed by the oldest endpoint, or by one that is there for it', async () => {
    const { create, run, happens, receivers } = await aWebhookWorld();
    const oldest = await create({ url: A });
    await create({ url: B });
    await happens({ overrideUrl: ELSEWHERE });
    await run();
    const urlless = await create({ url: null });
    await happens({ overrideUrl: ELSEWHERE });
    await run();
    expect(receivers.counts).toEqual({ [ELSEWHERE]: 2 });
    expect(receivers.requests.map((request) => verifies(oldest.secret, request))).toEqual([true, false]);
    expect(receivers.requests.map((request) => verifies(urlless.secret, request))).toEqual([false, true]);
  });

  test('has one made to sign it where there is none, a single one, whose secret a rotation shows', async () => {
    const { run, happens, receivers, database, workspaceId, rotateSecret, actions, clock } = await aWebhookWorld();
    for (let i = 0; i < 3; i++) await happens({ overrideUrl: `${ELSEWHERE}/${i}` });
    await run();
    expect(receivers.requests).toHaveLength(3);
    const { items } = await database.webhooks.page(workspaceId, { limit: 5 });
    expect(items).toMatchObject([{ url: null, eventTypes: [] }]);
    clock.advance(1);
    const { secret } = await rotateSecret.execute(aCaller(), { workspaceId, webhookId: items[0]!.id, overlapMs: 0 });
    await happens({ overrideUrl: ELSEWHERE });
    await run();
    expect(verifies(secret, receivers.requests[3]!)).toBe(true);
    expect(await actions()).toEqual(['webhook.secret_rotated', 'webhook.created']);
  });

  test('is not lost with the endpoint that was to sign it, and blames it for nothing', async () => {
    const { create, run, happens, receivers, stored, defineWebhook, pauseWebhook, clock } = await aWebhookWorld();
    const [one, other] = [await create({ url: A }), await create({ url: B })];
    receivers.at(ELSEWHERE, answered(500));
    await happens({ overrideUrl: ELSEWHERE });
    await run();
    expect(await stored(one.webhookId)).toMatchObject({ failingSinceMs: null });
    await pauseWebhook.disable(aCaller(), one);
    await defineWebhook.remove(aCaller(), one);
    expect(await stored(one.webhookId)).toBeNull();
    receivers.at(ELSEWHERE, answered(410));
    clock.advance(DAY_MS);
    await run();
    expect(receivers.counts[ELSEWHERE]).toBe(2);
    expect(
      verifies(
        other.secret,
        receivers.requests.findLast(({ url }) => url === ELSEWHERE)!,
      ),
    ).toBe(true);
    expect(await stored(other.webhookId)).toMatchObject({ disabled: null, failingSinceMs: null });
  });

  test.each([
    ['another signs it', [A], [A]],
    ['one is made for it', [], [null]],
  ])('is not lost either with the one that is there for it: %s', async (_, others, left) => {
    const { create, run, happens, receivers, defineWebhook, database, workspaceId, clock } = await aWebhookWorld();
    const urlless = await create({ url: null });
    for (const url of others) await create({ url });
    receivers.at(ELSEWHERE, answered(500));
    await happens({ overrideUrl: ELSEWHERE });
    await run();
    await defineWebhook.remove(aCaller(), urlless);
    receivers.at(ELSEWHERE, answered(204));
    clock.advance(DAY_MS);
    await run();
    expect(receivers.counts[ELSEWHERE]).toBe(2);
    expect((await database.webhooks.page(workspaceId, { limit: 5 })).items.map(({ url }) => url)).toEqual(left);
    expect(
      verifies(
        urlless.secret,
        receivers.requests.findLast(({ url }) => url === ELSEWHERE)!,
      ),
    ).toBe(false);
  });

  test('is not sent where somebody has switched that off', async () => {
    const { create, run, happens, receivers, pauseWebhook } = await aWebhookWorld();
    await pauseWebhook.disable(aCaller(), await create({ url: null }));
    await happens({ overrideUrl: ELSEWHERE });
    await run();
    expect(receivers.requests).toEqual([]);
  });
});

test('deliveries and events are forgotten 30 days after they have ended, and not before', async () => {
  const { create, run, happens, clock, database, log, workspaceId } = await aWebhookWorld();
  const { webhookId } = await create({ url: A });
  const forget = () => new ForgetEvents(database, clock).execute(new AbortController().signal);
  await happens();
  await happens({ type: 'message.read' });
  await run();
  clock.advance(30 * DAY_MS);
  await forget();
  expect(await log(webhookId)).toHaveLength(2);
  clock.advance(1);
  await forget();
  expect(await log(webhookId)).toEqual([]);
  expect((await database.events.page(workspaceId, { limit: 5 })).items).toEqual([]);
});
