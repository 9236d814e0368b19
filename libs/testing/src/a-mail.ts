import type { Mail } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const aMail = (overrides: Partial<Mail> = {}): Mail => ({
  id: nextId('mail'),
  to: 'somebody@example.com',
  subject: 'An example',
  text: 'Hello.\n',
  html: '<p>Hello.</p>\n',
  sealedLink: null,
  createdAtMs: TEST_EPOCH_MS,
  attempts: 0,
  nextAttemptAtMs: TEST_EPOCH_MS,
  ...overrides,
});
