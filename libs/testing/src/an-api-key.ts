import { createHash } from 'node:crypto';
import type { ApiKey, Replacement, Revocation } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

/** The hash is that of the id, and so another one for each key: no secret belongs to it. */
export function anApiKey(overrides: Partial<ApiKey> = {}): ApiKey {
  const id = overrides.id ?? nextId('key');
  return {
    id,
    apiId: 'api_of-no-test',
    workspaceId: 'ws_of-no-test',
    label: 'Example key',
    sha256: sha256Of(id),
    start: 'lk_live_4x9T',
    last4: 'k2Qz',
    environment: 'live',
    type: 'production',
    scopes: ['read'],
    deviceIds: [],
    appId: null,
    ipAllowlist: [],
    rateLimit: null,
    quota: null,
    planLabel: null,
    metadata: {},
    createdAtMs: TEST_EPOCH_MS,
    createdBy: { kind: 'user', id: 'usr_example' },
    inheritsFrom: null,
    expiresAtMs: null,
    disabledAtMs: null,
    enabledAtMs: null,
    revocation: null,
    rotatedFrom: null,
    lineageId: id,
    replacement: null,
    ...overrides,
  };
}

export const aRevocation = (overrides: Partial<Revocation> = {}): Revocation => ({
  atMs: TEST_EPOCH_MS,
  decidedAtMs: TEST_EPOCH_MS,
  reason: 'administrative',
  note: null,
  by: { kind: 'user', id: 'usr_example' },
  ...overrides,
});

/** Of a rotation whose overlap waits for the first use of the key `byId`, which has to exist. */
export const aReplacement = (byId: string, overrides: Partial<Replacement> = {}): Replacement => ({
  byId,
  overlapMs: 24 * 60 * 60 * 1000,
  overlapEndsAtMs: null,
  ...overrides,
});

/** 64 lower-case hex characters, as keys are stored. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
