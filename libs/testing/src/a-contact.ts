import type { Contact } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

let made = 0;

/** Each with a telephone number of its own. */
export const aContact = (overrides: Partial<Contact> = {}): Contact => ({
  id: nextId('con'),
  workspaceId: 'ws_of-no-test',
  sandbox: false,
  phoneNumber: `+4477009${String(++made).padStart(5, '0')}`,
  name: 'Example person',
  tags: [],
  metadata: {},
  optedOutAtMs: null,
  createdAtMs: TEST_EPOCH_MS,
  updatedAtMs: TEST_EPOCH_MS,
  ...overrides,
});
