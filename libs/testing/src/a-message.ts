import type { Message } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const aMessage = (overrides: Partial<Message> = {}): Message => ({
  id: nextId('msg'),
  workspaceId: 'ws_of-no-test',
  keyId: 'key_of-no-test',
  userId: null,
  deviceId: 'dev_of-no-test',
  to: '+447700900123',
  body: 'Hello.',
  status: 'queued',
  statusChangedAtMs: TEST_EPOCH_MS,
  failure: null,
  providerMessageId: null,
  webhookUrl: null,
  sandbox: true,
  attempts: 0,
  dueAtMs: null,
  createdAtMs: TEST_EPOCH_MS,
  ...overrides,
});
