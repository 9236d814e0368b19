import type { Webhook } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const aWebhook = (overrides: Partial<Webhook> = {}): Webhook => ({
  id: nextId('whe'),
  workspaceId: 'ws_of-no-test',
  url: 'https://hooks.example.com/latchkey',
  description: null,
  eventTypes: [],
  sealedSecret: 'sealed',
  formerSecret: null,
  disabled: null,
  failingSinceMs: null,
  createdAtMs: TEST_EPOCH_MS,
  secretRotatedAtMs: null,
  ...overrides,
});
