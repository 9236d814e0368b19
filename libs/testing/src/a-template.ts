import type { Template } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

let made = 0;

/** Each with a name of its own. */
export const aTemplate = (overrides: Partial<Template> = {}): Template => ({
  id: nextId('tpl'),
  workspaceId: 'ws_of-no-test',
  name: `example_${++made}`,
  language: 'en',
  body: 'Hello {{1}}.',
  status: 'approved',
  createdAtMs: TEST_EPOCH_MS,
  updatedAtMs: TEST_EPOCH_MS,
  ...overrides,
});
