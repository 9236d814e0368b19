import type { KeyUse, MinuteCount, NetworkUse, ScopeUse, UsageBatch } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

/** The first batch of a writer of its own. */
export const aUsageBatch = (overrides: Partial<UsageBatch> = {}): UsageBatch => ({
  writer: nextId('ses'),
  number: 1,
  counts: [aMinuteCount()],
  uses: [],
  networks: [],
  scopes: [],
  ...overrides,
});

export const aMinuteCount = (overrides: Partial<MinuteCount> = {}): MinuteCount => ({
  workspaceId: 'ws_of-no-test',
  keyId: 'key_of-no-test',
  atMs: TEST_EPOCH_MS,
  outcome: 'allowed',
  count: 1,
  ...overrides,
});

export const aKeyUse = (overrides: Partial<KeyUse> = {}): KeyUse => ({
  workspaceId: 'ws_of-no-test',
  keyId: 'key_of-no-test',
  lastUsedAtMs: TEST_EPOCH_MS,
  ...overrides,
});

export const aNetworkUse = (overrides: Partial<NetworkUse> = {}): NetworkUse => ({
  workspaceId: 'ws_of-no-test',
  keyId: 'key_of-no-test',
  network: '192.0.2.0/24',
  firstSeenAtMs: TEST_EPOCH_MS,
  lastSeenAtMs: TEST_EPOCH_MS,
  count: 1,
  ...overrides,
});

export const aScopeUse = (overrides: Partial<ScopeUse> = {}): ScopeUse => ({
  workspaceId: 'ws_of-no-test',
  keyId: 'key_of-no-test',
  scope: 'messages:read',
  lastUsedAtMs: TEST_EPOCH_MS,
  count: 1,
  ...overrides,
});
