import type { WebhookDelivery } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

/** Pending and due, in its endpoint's own lane. */
export function aDelivery(overrides: Partial<WebhookDelivery> = {}): WebhookDelivery {
  return {
    id: nextId('dlv'),
    workspaceId: 'ws_of-no-test',
    webhookId: 'whe_of-no-test',
    eventId: 'evt_of-no-test',
    eventType: 'api_key.updated',
    overrideUrl: null,
    lane: overrides.webhookId ?? 'whe_of-no-test',
    state: 'pending',
    attempts: [],
    nextAttemptAtMs: TEST_EPOCH_MS,
    leasedUntilMs: null,
    createdAtMs: TEST_EPOCH_MS,
    endedAtMs: null,
    ...overrides,
  };
}
