import type { Alert } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

/** Each of a cause of its own. */
export const anAlert = (overrides: Partial<Alert> = {}): Alert => {
  const id = nextId('alr');
  return {
    id,
    workspaceId: 'ws_of-no-test',
    kind: 'new_network',
    keyId: 'key_of-no-test',
    cause: id,
    details: { network: '192.0.2.0/24' },
    firedAtMs: TEST_EPOCH_MS,
    resolvesAtMs: null,
    resolvedAtMs: null,
    toldBy: ['webhook', 'mail'],
    ...overrides,
  };
};
