import { type Api, NO_KEY_POLICIES } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export function anApi(overrides: Partial<Api> = {}): Api {
  const id = overrides.id ?? nextId('api');
  const slug = id.replace('_', '-');
  return {
    id,
    slug,
    name: 'Example API',
    hostnames: [`${slug}.example.com`],
    wireProfile: 'standard',
    defaults: { keyLifetimeDays: null, scopes: ['read'], leakPolicy: 'revoke' },
    keyPolicies: NO_KEY_POLICIES,
    createdAtMs: TEST_EPOCH_MS,
    ...overrides,
  };
}
