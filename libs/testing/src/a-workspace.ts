import { NO_OVERRIDES, type Workspace } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const aWorkspace = (overrides: Partial<Workspace> = {}): Workspace => ({
  id: nextId('ws'),
  apiId: 'api_of-no-test',
  name: 'Example workspace',
  planId: 'plan_of-no-test',
  ipAllowlist: [],
  suspendedAtMs: null,
  overrides: NO_OVERRIDES,
  createdAtMs: TEST_EPOCH_MS,
  ...overrides,
});
