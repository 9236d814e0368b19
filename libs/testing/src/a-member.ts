import type { Member } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';

export const aMember = (overrides: Partial<Member> = {}): Member => ({
  workspaceId: 'ws_of-no-test',
  userId: 'usr_of-no-test',
  role: 'viewer',
  createdAtMs: TEST_EPOCH_MS,
  ...overrides,
});
