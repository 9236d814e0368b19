import { SESSION_LIFETIME_MS, type Session } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const aSession = (overrides: Partial<Session> = {}): Session => ({
  id: nextId('ses'),
  userId: 'usr_of-no-test',
  address: '192.0.2.1',
  userAgent: 'Example/1.0',
  createdAtMs: TEST_EPOCH_MS,
  confirmedAtMs: TEST_EPOCH_MS,
  expiresAtMs: TEST_EPOCH_MS + SESSION_LIFETIME_MS,
  endedAtMs: null,
  ...overrides,
});
