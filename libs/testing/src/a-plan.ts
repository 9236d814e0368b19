import { NO_LIMITS, type Plan } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export function aPlan(overrides: Partial<Plan> = {}): Plan {
  const id = overrides.id ?? nextId('plan');
  return {
    id,
    apiId: 'api_of-no-test',
    slug: id.replace('_', '-'),
    name: 'Example plan',
    entitlements: ['api_access'],
    ...NO_LIMITS,
    monthStarts: 'calendar',
    selfService: false,
    createdAtMs: TEST_EPOCH_MS,
    ...overrides,
  };
}
