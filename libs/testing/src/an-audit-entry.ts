import type { AuditEntry } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export const anAuditEntry = (overrides: Partial<AuditEntry> = {}): AuditEntry => ({
  id: nextId('aud'),
  atMs: TEST_EPOCH_MS,
  actor: { kind: 'user', id: 'usr_example' },
  onBehalfOf: null,
  action: 'key.updated',
  workspaceId: null,
  targetId: 'key_example',
  before: null,
  after: null,
  reason: null,
  address: null,
  requestId: null,
  ...overrides,
});
