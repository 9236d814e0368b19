import type { User } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export function aUser(overrides: Partial<User> = {}): User {
  const id = overrides.id ?? nextId('usr');
  return {
    id,
    email: `${id}@example.com`,
    name: 'Example Person',
    passwordHash: 'no password fits this',
    role: 'operator',
    createdAtMs: TEST_EPOCH_MS,
    leftAtMs: null,
    ...overrides,
  };
}
