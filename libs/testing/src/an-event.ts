import type { WorkspaceEvent } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const anEvent = (overrides: Partial<WorkspaceEvent> = {}): WorkspaceEvent => ({
  id: nextId('evt'),
  workspaceId: 'ws_of-no-test',
  type: 'api_key.updated',
  occurredAtMs: TEST_EPOCH_MS,
  data: {},
  overrideUrl: null,
  ...overrides,
});
