import { advances, type Database, type MessageNews, type Stores, TakeMessageNews } from '@latchkey/domain';
import { SeededRandom } from '@latchkey/testing';
import { MESSAGE_STATUSES } from '@latchkey/vocabulary';
import { aMessaging } from './a-messaging.fixture.js';
import { aCaller } from './a-tenant.fixture.js';

async function setUp() {
  const world = await aMessaging();
  const device = await world.linkCloud();
  const queued = await world.send();
  const news = (status: MessageNews['status'], more: Partial<MessageNews> = {}): MessageNews => ({
    providerMessageId: 'wamid.1',
    whatsAppPhoneNumberId: '1065',
    messageId: queued.id,
    status,
    failure: status === 'failed' ? { code: 'undeliverable', reason: 'Not there (131026)' } : null,
    ...more,
  });
  return {
    ...world,
    device,
    queued,
    /** Something happens after a message was found, and before it is locked. */
    takeNewsAfter: (happens: () => Promise<void>) => {
      const { database, clock } = world;
      const transaction = async <T>(work: (stores: Stores) => Promise<T>): Promise<T> => {
        await happens();
        return database.transaction(work);
      };
      const later = Object.assign(Object.create(database) as Database, { transaction });
      return new TakeMessageNews(later, clock, new SeededRandom());
    },
    tell: (...told: (MessageNews['status'] | MessageNews)[]) =>
      world.takeNews.execute(told.map((one) => (typeof one === 'string' ? news(one) : one))),
    news,
    statuses: async () => (await world.events()).map(({ type }) => type.replace('message.', '')),
  };
}

test('news carries a message on, is told of, and changes nothing when it is told again', async () => {
  const { dispatch, tell, message, queued, statuses } = await setUp();
  await dispatch();
  await tell('sent', 'delivered', 'delivered', 'read');
  await tell('sent', 'read', 'delivered');
  expect(await message(queued)).toMatchObject({ status: 'read', providerMessageId: 'wamid.1' });
  expect(await statuses()).toEqual(['queued', 'sent', 'delivered', 'read']);
});

test('what has arrived cannot fail, and what has failed stays so', async () => {
  const { dispatch, tell, message, queued } = await setUp();
  await dispatch();
  await tell('delivered', 'failed');
  expect(await message(queued)).toMatchObject({ status: 'delivered', failure: null });
  const other = await setUp();
  await other.dispatch();
  await other.tell('failed', 'delivered');
  expect(await other.message(other.queued)).toMatchObject({ status: 'failed', failure: { code: 'undeliverable' } });
});

test('news of a message whose answer got lost finds it by our own id, and it is not handed over again', async () => {
  const { tell, message, queued, dispatch, cloud, statuses } = await setUp();
  await tell('sent');
  expect(await message(queued)).toMatchObject({ status: 'sent', providerMessageId: 'wamid.1', dueAtMs: null });
  await dispatch();
  expect(cloud.sent).toEqual([]);
  expect(await statuses()).toEqual(['queued', 'sent']);
});

test('news of what is not ours, or of the sandbox, changes nothing', async () => {
  const { tell, news, link, send, message, statuses } = await setUp();
  const { id: deviceId } = await link();
  const inSandbox = await send({ deviceId });
  await tell(
    news('read', { messageId: null }),
    news('read', { messageId: 'msg_unknown' }),
    news('read', { messageId: inSandbox.id }),
  );
  expect(await message(inSandbox)).toEqual(inSandbox);
  expect(await statuses()).toEqual(['queued', 'queued']);
});

test('news by our own id is not of a message that the provider has taken on under another id', async () => {
  const { dispatch, tell, news, message, queued } = await setUp();
  await dispatch();
  const sent = await message(queued);
  await tell(news('failed', { providerMessageId: 'wamid.other' }));
  expect(await message(queued)).toEqual(sent);
});

test('nor of one that it takes on under another id while it is being looked at', async () => {
  const { database, takeNewsAfter, news, message, queued } = await setUp();
  const sent = { ...queued, status: 'sent', providerMessageId: 'wamid.1', dueAtMs: null } as const;
  const takeNews = takeNewsAfter(() => database.messages.update(sent));
  await takeNews.execute([news('failed', { providerMessageId: 'wamid.other' })]);
  expect(await message(queued)).toEqual(sent);
});

test.each(['another', null])('news from number %s is not of a message that left from ours', async (number) => {
  const { dispatch, tell, news, message, queued } = await setUp();
  await tell(news('failed', { whatsAppPhoneNumberId: number }));
  expect(await message(queued)).toEqual(queued);
  await dispatch();
  const sent = await message(queued);
  await tell(news('failed', { whatsAppPhoneNumberId: number }));
  expect(await message(queued)).toEqual(sent);
});

test('of a device that was removed, news is found by what the provider calls it, and not by our id', async () => {
  const { dispatch, tell, removeDevice, send, workspace, device, news, message, queued } = await setUp();
  await dispatch();
  const waiting = await send();
  await removeDevice.execute(aCaller(), { workspaceId: workspace.id, deviceId: device.id });
  await tell(news('delivered', { providerMessageId: 'wamid.2', messageId: waiting.id }), 'delivered');
  expect(await message(queued)).toMatchObject({ status: 'delivered' });
  expect(await message(waiting)).toEqual(waiting);
});

test('one that cannot be taken holds up none behind it, and the first failure is told', async () => {
  const { takeNewsAfter, news, send, message, queued } = await setUp();
  const [second, third] = [await send(), await send()];
  let count = 0;
  const takeNews = takeNewsAfter(() => (++count < 3 ? Promise.reject(new Error(`fault ${count}`)) : Promise.resolve()));
  const told = [queued, second, third].map(({ id }) => news('sent', { messageId: id, providerMessageId: id }));
  await expect(takeNews.execute(told)).rejects.toThrow('fault 1');
  expect([await message(queued), await message(second)]).toEqual([queued, second]);
  expect(await message(third)).toMatchObject({ status: 'sent', providerMessageId: third.id });
});

test.each([...MESSAGE_STATUSES])('from %s a message goes on, and never back', (from) => {
  const onwards = {
    queued: ['sent', 'delivered', 'read', 'failed'],
    sent: ['delivered', 'read', 'failed'],
    delivered: ['read'],
    read: [],
    failed: [],
  };
  expect(MESSAGE_STATUSES.filter((to) => advances(from, to))).toEqual(onwards[from]);
});
