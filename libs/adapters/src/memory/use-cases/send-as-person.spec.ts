import {
  Leases,
  type Message,
  MessageAllowance,
  SendAsPerson,
  SendMessage,
  StoreUnavailableError,
} from '@latchkey/domain';
import { aUser, SeededRandom } from '@latchkey/testing';
import { aMessaging } from './a-messaging.fixture.js';

/** Somebody who writes in a workspace that has so many messages a month. */
async function aWriter(messagesPerMonth: number | null) {
  const world = await aMessaging();
  const { database, workspace, clock } = world;
  await database.workspaces.update({ ...workspace, overrides: { ...workspace.overrides, messagesPerMonth } });
  const user = aUser();
  await database.users.insert(user);
  const leases = new Leases(database.meters);
  const allowance = new MessageAllowance(database, leases, clock);
  const sendMessage = new SendMessage(database, clock, new SeededRandom());
  const command = { workspaceId: workspace.id, userId: user.id, to: '+31612345678', body: 'Hello 👋' };
  const write = (more: object = {}, by: Pick<SendMessage, 'execute'> = sendMessage) =>
    new SendAsPerson(by, allowance).execute({ ...command, ...more });
  return { ...world, user, write };
}

test('what a person sends is theirs, and no key has sent it', async () => {
  const { write, link, messages, user } = await aWriter(null);
  await link();
  const message = (await write()) as Message;
  expect(message).toMatchObject({ keyId: null, userId: user.id, status: 'queued' });
  expect(await messages()).toEqual([message]);
});

test('a month has so many messages for people as well, and the next month again', async () => {
  const { write, link, messages, clock } = await aWriter(2);
  await link();
  await write();
  await write();
  const refused = await write();
  expect(refused).toMatchObject({
    allowed: false,
    reason: 'allowance_exceeded',
    meter: { name: 'messages_per_month', limit: 2, remaining: 0 },
  });
  expect(await messages()).toHaveLength(2);
  clock.advance(31 * 24 * 60 * 60_000);
  expect(await write()).toMatchObject({ status: 'queued' });
});

test('of any number at once as many are sent as the month has left', async () => {
  const { write, link, messages } = await aWriter(5);
  await link();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => write()));
  expect(outcomes.filter((outcome) => 'id' in outcome)).toHaveLength(5);
  expect(await messages()).toHaveLength(5);
});

test('what was refused spends nothing; what nobody knows about is spent', async () => {
  const { write, link } = await aWriter(1);
  const device = await link();
  await expect(write({ deviceId: 'dev_none' })).rejects.toMatchObject({ field: 'deviceId' });
  await expect(write({}, { execute: () => Promise.reject(new StoreUnavailableError()) })).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await write({ deviceId: device.id })).toMatchObject({ reason: 'allowance_exceeded' });
});

test('without a device that is connected, a person hears of the workspace and not of a key', async () => {
  const { write } = await aWriter(1);
  await expect(write()).rejects.toMatchObject({ publicText: 'No device of this workspace is connected.' });
});
