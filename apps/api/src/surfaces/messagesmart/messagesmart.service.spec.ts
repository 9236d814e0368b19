import 'reflect-metadata';
import { MemoryDatabase } from '@latchkey/adapters/memory';
import {
  type AddDevice,
  type Claim,
  keyRecord,
  type MeteredUse,
  type SendAsPerson,
  SendMessage,
  WebhookTargets,
} from '@latchkey/domain';
import { aClaimAttempt, aDevice, anApiKey, aTenancy, ManualClock, SeededRandom } from '@latchkey/testing';
import type { MessageDispatchSchedule } from '../../messaging/message-dispatch-schedule.js';
import { MessagingService } from '../../messaging/messaging.service.js';
import { MessagesmartService } from './messagesmart.service.js';

const REQUEST = {
  whatsAppBusinessId: '123456789012345',
  whatsAppBusinessPhoneNumberId: '106540352242922',
  to: '+31612345678',
  body: 'Hello 👋',
};

/** MessageSmart's service over a workspace with a device that carries the number of `REQUEST`. */
async function setUp() {
  const database = new MemoryDatabase();
  const { place, workspace, plan } = await aTenancy(database);
  const key = anApiKey(place);
  await database.keys.insert(key);
  const numbers = { whatsAppBusinessId: '123456789012345', whatsAppPhoneNumberId: '106540352242922' };
  const device = aDevice({ workspaceId: workspace.id, ...numbers });
  await database.devices.insert(device);
  const clock = new ManualClock();
  const messaging = new MessagingService(
    database,
    new SendMessage(database, clock, new SeededRandom()),
    {} as SendAsPerson,
    {} as AddDevice,
    new WebhookTargets([]),
    { wake: () => undefined } as MessageDispatchSchedule,
  );
  const service = new MessagesmartService(database, clock, messaging, {} as MeteredUse);
  return { database, device, workspace, service, record: keyRecord(key, workspace, plan) };
}

test('a repetition is answered with what the first attempt sent, also where its device is gone since', async () => {
  const { database, device, workspace, service, record } = await setUp();
  const attempt = aClaimAttempt();
  const { scope, id, token } = attempt;
  await database.idempotency.claim(attempt, 0);
  const claim: Claim = { scope, id, token, resultId: null };
  const first = await service.sendText(record, claim, REQUEST);
  const [sent] = (await database.messages.page({ workspaceId: workspace.id }, { limit: 9 })).items;
  await database.devices.update({ ...device, status: 'disconnected', removedAtMs: 1 });
  await expect(service.sendText(record, null, REQUEST)).rejects.toMatchObject({ code: 'device_not_connected' });
  const again = await service.sendText(record, { ...claim, resultId: sent?.id ?? null }, REQUEST);
  expect(again).toEqual(first);
  expect((await database.messages.page({ workspaceId: workspace.id }, { limit: 9 })).items).toEqual([sent]);
});
