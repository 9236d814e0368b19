import { type ClaimAttempt, RECORDED_FOR_MS } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';
import { sha256Of } from './an-api-key.js';

/** To claim a name at `TEST_EPOCH_MS` that nobody has used yet. */
export const aClaimAttempt = (overrides: Partial<ClaimAttempt> = {}): ClaimAttempt => ({
  scope: 'key_of-no-test',
  id: nextId('msg'),
  digest: sha256Of('what was asked'),
  token: nextId('msg'),
  expiresAtMs: TEST_EPOCH_MS + RECORDED_FOR_MS,
  ...overrides,
});
