import type { App } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export function anApp(overrides: Partial<App> = {}): App {
  const id = overrides.id ?? nextId('app');
  return {
    id,
    workspaceId: 'ws_of-no-test',
    name: 'Example app',
    appKey: id.replace('app_', 'appkey_'),
    createdAtMs: TEST_EPOCH_MS,
    archivedAtMs: null,
    ...overrides,
  };
}
