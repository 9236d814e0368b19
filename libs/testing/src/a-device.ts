import type { Device } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const aDevice = (overrides: Partial<Device> = {}): Device => ({
  id: nextId('dev'),
  workspaceId: 'ws_of-no-test',
  name: 'Example device',
  status: 'connected',
  createdAtMs: TEST_EPOCH_MS,
  ...overrides,
});
