import { type Handover, MESSAGE_LEASE_MS, type Message } from '@latchkey/domain';
import { aCaller } from './a-tenant.fixture.js';
import { aMessaging } from './a-messaging.fixture.js';

const accepted = (providerMessageId: string | null = 'wamid.1'): Handover => ({ kind: 'accepted', providerMessageId });
const postponed = (retryAfterMs: number | null = null): Handover => ({
  kind: 'postponed',
  code: 'rate_limited',
  reason: 'Too fast.',
  retryAfterMs,
});

/** A promise that a test keeps when it likes. */
function later<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((keep) => (resolve = keep));
  return { promise, resolve };
}

async function aLiveMessage() {
  const world = await aMessaging();
  const device = await world.linkCloud();
  return { ...world, device, queued: await world.send() };
}

describe('in the sandbox', () => {
  async function historyOf(to: string) {
    const { send, link, dispatch, clock, message } = await aMessaging();
    await link();
    const queued = await send({ to });
    const history: [number, Message['status']][] = [];
    for (let ms = 0; ms <= 5_000; ms += 250, clock.advance(250)) {
      await dispatch();
      const { status } = await message(queued);
      if (history.at(-1)?.[1] !== status) history.push([ms, status]);
    }
    return { history, last: await message(queued) };
  }

  test.each<[string, [number, Message['status']][]]>([
    ['+31612345678', [[0, 'sent'], [1_000, 'delivered'], [3_000, 'read']]], // prettier-ignore
    ['+31612340001', [[0, 'failed']]],
    ['+31612340002', [[0, 'sent']]],
    ['+31612340003', [[0, 'sent'], [1_000, 'delivered']]], // prettier-ignore
    ['+31612340004', [[0, 'queued'], [1_000, 'sent'], [2_000, 'delivered'], [4_000, 'read']]], // prettier-ignore
  ])('a message to %s goes through %j', async (to, history) => {
    const told = await historyOf(to);
    expect(told.history).toEqual(history);
    expect(told.last.dueAtMs).toBeNull();
  });

  test('who is not on WhatsApp fails a message for good, and says why', async () => {
    const { last } = await historyOf('+31612340001');
    expect(last).toMatchObject({ failure: { code: 'undeliverable' }, attempts: 1 });
  });

  test('what happened while nobody looked is dated as if somebody had', async () => {
    const { send, link, dispatch, clock, message } = await aMessaging();
    await link();
    const { statusChangedAtMs, id } = await send();
    await dispatch();
    clock.advance(60_000);
    await dispatch();
    await dispatch();
    expect(await message({ id })).toMatchObject({ status: 'read', statusChangedAtMs: statusChangedAtMs + 3_000 });
  });

  test('nothing goes to another provider, whatever its device has become', async () => {
    const { database, send, link, dispatch, message, cloud } = await aMessaging();
    const device = await link();
    const queued = await send();
    await database.devices.update({ ...device, provider: 'whatsapp_cloud', whatsAppPhoneNumberId: '1065' });
    await dispatch();
    expect(await message(queued)).toMatchObject({ status: 'sent' });
    expect(cloud.sent).toEqual([]);
  });
});

test('a live message goes to its provider with the token opened, is sent, and then waits for news', async () => {
  const { dispatch, queued, message, cloud, events, device } = await aLiveMessage();
  await dispatch();
  expect(cloud.sent).toMatchObject([{ message: { id: queued.id }, sender: { accessToken: 'EAAB-token', device } }]);
  expect(await message(queued)).toMatchObject({ status: 'sent', providerMessageId: 'wamid.1', dueAtMs: null });
  expect((await events()).map(({ type }) => type)).toEqual(['message.queued', 'message.sent']);
  await dispatch();
  expect(cloud.sent).toHaveLength(1);
});

test('what passes is tried again, later each time, and in the end given up', async () => {
  const { dispatch, queued, message, cloud, clock, events } = await aLiveMessage();
  cloud.answers = [postponed()];
  const waits: number[] = [];
  for (let waitedMs = 0; (await message(queued)).status === 'queued'; clock.advance(1_000), waitedMs += 1_000) {
    const before = cloud.sent.length;
    await dispatch();
    if (cloud.sent.length > before) waits.push(waitedMs);
  }
  expect(waits).toEqual([0, 1_000, 6_000, 36_000, 156_000, 756_000]);
  expect(await message(queued)).toMatchObject({
    status: 'failed',
    failure: { code: 'rate_limited', reason: 'Too fast.' },
    attempts: 6,
  });
  expect((await events()).map(({ type }) => type)).toEqual(['message.queued', 'message.failed']);
});

test('the provider is not asked again before it has said, and one who says tomorrow is not waited for', async () => {
  const { dispatch, queued, message, cloud, clock } = await aLiveMessage();
  cloud.answers = [postponed(90_000), postponed(86_400_000)];
  await dispatch();
  clock.advance(89_999);
  await dispatch();
  expect(cloud.sent).toHaveLength(1);
  clock.advance(1);
  await dispatch();
  expect(await message(queued)).toMatchObject({ status: 'failed', attempts: 2 });
});

test('a refusal fails the message and leaves the device alone', async () => {
  const { dispatch, queued, message, cloud, database, workspace, device } = await aLiveMessage();
  cloud.answers = [{ kind: 'refused', code: 'undeliverable', reason: 'Not there (131026)' }];
  await dispatch();
  expect(await message(queued)).toMatchObject({
    status: 'failed',
    failure: { code: 'undeliverable', reason: 'Not there (131026)' },
  });
  expect(await database.devices.find(workspace.id, device.id)).toEqual(device);
});

test('a device that the provider has cut off is disconnected, told of and audited, and what waits for it fails', async () => {
  const { dispatch, queued, message, cloud, send, database, workspace, device, events, audited } = await aLiveMessage();
  cloud.answers = [{ kind: 'disconnected', reason: 'The token is over (190)' }];
  await dispatch();
  expect(await message(queued)).toMatchObject({ failure: { code: 'device_not_connected' } });
  expect(await database.devices.find(workspace.id, device.id)).toMatchObject({ status: 'disconnected' });
  expect((await events()).map(({ type }) => type)).toContain('device.disconnected');
  expect(await audited()).toMatchObject([{ action: 'device.disconnected', actor: { kind: 'system' } }]);
  await expect(send()).rejects.toMatchObject({ code: 'device_not_connected' });
});

test('a device that was given another token meanwhile is not cut off for the old one', async () => {
  const { dispatch, cloud, connectDevice, database, workspace, device, lanes, signal } = await aLiveMessage();
  const answer = later<Handover>();
  cloud.answers = [() => answer.promise];
  for (const lane of lanes) await lane.execute(signal);
  await connectDevice.reconnect(aCaller(), { workspaceId: workspace.id, deviceId: device.id }, 'EAAB-new');
  answer.resolve({ kind: 'disconnected', reason: 'The token is over (190)' });
  await dispatch();
  expect(await database.devices.find(workspace.id, device.id)).toMatchObject({ status: 'connected' });
});

test.each(['disconnected', 'removed'] as const)(
  'a message whose device was %s meanwhile fails unsent',
  async (what) => {
    const { dispatch, queued, message, cloud, connectDevice, removeDevice, workspace, device } = await aLiveMessage();
    const address = { workspaceId: workspace.id, deviceId: device.id };
    if (what === 'removed') await removeDevice.execute(aCaller(), address);
    else await connectDevice.disconnect(aCaller(), address);
    await dispatch();
    expect(await message(queued)).toMatchObject({ status: 'failed', failure: { code: 'device_not_connected' } });
    expect(cloud.sent).toEqual([]);
  },
);

test('a token that cannot be read any more cuts the device off, and is no fault of the dispatcher', async () => {
  const { dispatch, queued, message, database, device, failures } = await aLiveMessage();
  await database.devices.update({ ...device, sealedAccessToken: 'garbage' });
  await dispatch();
  expect(await message(queued)).toMatchObject({ failure: { code: 'device_not_connected' } });
  expect(failures).toEqual([]);
});

describe('a process that was killed between handing over and writing that down', () => {
  test('leaves the message to be handed over again, once its lease is over and not before', async () => {
    const { database, dispatch, queued, message, cloud, clock } = await aLiveMessage();
    const nowMs = clock.nowMs();
    await database.messages.claimDue({ sandbox: false, nowMs, dueAgainAtMs: nowMs + MESSAGE_LEASE_MS, countMax: 1 });
    clock.advance(MESSAGE_LEASE_MS - 1);
    await dispatch();
    expect(cloud.sent).toEqual([]);
    clock.advance(1);
    await dispatch();
    expect(await message(queued)).toMatchObject({ status: 'sent', attempts: 2 });
  });

  test('is not joined by a second one meanwhile: a late refusal counts no more, a late success does', async () => {
    for (const [late, status] of [
      [postponed(), 'queued'],
      [accepted('wamid.late'), 'sent'],
    ] as const) {
      const { queued, message, cloud, clock, lanes, signal } = await aLiveMessage();
      const [first, second] = [later<Handover>(), later<Handover>()];
      cloud.answers = [() => first.promise, () => second.promise];
      const live = lanes[1]!;
      await live.execute(signal);
      clock.advance(MESSAGE_LEASE_MS);
      await live.execute(signal);
      expect(cloud.sent).toHaveLength(2);
      const before = await message(queued);
      first.resolve(late);
      await new Promise(setImmediate);
      expect(await message(queued)).toMatchObject({ status });
      if (status === 'queued') expect(await message(queued)).toEqual(before);
      second.resolve(accepted('wamid.second'));
      await live.settled();
      expect(await message(queued)).toMatchObject({
        status: 'sent',
        providerMessageId: status === 'sent' ? 'wamid.late' : 'wamid.second',
      });
    }
  });
});

test('of many, so many are under way at once, all go out, and each once', async () => {
  const { send, cloud, lanes, signal, messages } = await aLiveMessage();
  for (let i = 0; i < 39; i++) await send();
  let [underWay, most] = [0, 0];
  cloud.answers = [
    async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      return accepted();
    },
  ];
  await Promise.all(lanes.map((lane) => lane.execute(signal)));
  for (const lane of lanes) await lane.settled();
  expect(most).toBe(16);
  expect(cloud.sent).toHaveLength(40);
  expect((await messages()).every(({ status }) => status === 'sent')).toBe(true);
});

test('a provider that hangs holds up nobody in the sandbox', async () => {
  const { send, link, cloud, lanes, signal, message } = await aLiveMessage();
  cloud.answers = [() => new Promise(() => undefined)];
  for (let i = 0; i < 20; i++) await send();
  const { id: deviceId } = await link();
  const inSandbox = await send({ deviceId });
  void lanes[1]!.execute(signal);
  await lanes[0]!.execute(signal);
  await lanes[0]!.settled();
  expect(await message(inSandbox)).toMatchObject({ status: 'sent' });
});

test('one that cannot be seen to is told of, and stops no other', async () => {
  const { send, cloud, dispatch, failures, messages } = await aLiveMessage();
  await send();
  cloud.answers = [() => Promise.reject(new Error('a bug')), accepted()];
  await dispatch();
  expect(failures).toMatchObject([{ message: 'a bug' }]);
  expect((await messages()).map(({ status }) => status).sort()).toEqual(['queued', 'sent']);
});

test('what never comes to an end is not sent for ever: it fails, and each error is told of', async () => {
  const { queued, message, cloud, clock, dispatch, failures, events } = await aLiveMessage();
  cloud.answers = [() => Promise.reject(new Error('a bug'))];
  for (let round = 0; round < 10; round++, clock.advance(MESSAGE_LEASE_MS)) await dispatch();
  expect(cloud.sent).toHaveLength(6);
  expect(failures.map(({ message: text }) => text)).toEqual(Array(6).fill('a bug'));
  expect(await message(queued)).toMatchObject({
    status: 'failed',
    failure: { code: 'provider_unavailable', reason: expect.stringContaining('6 attempts') as string },
    dueAtMs: null,
  });
  expect((await events()).map(({ type }) => type)).toEqual(['message.queued', 'message.failed']);
});
