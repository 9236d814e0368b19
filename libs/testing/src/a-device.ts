import { type Device, newDevice } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const aDevice = (overrides: Partial<Device> = {}): Device =>
  newDevice({
    id: nextId('dev'),
    workspaceId: 'ws_of-no-test',
    name: 'Example device',
    createdAtMs: TEST_EPOCH_MS,
    ...overrides,
  });
