import { createHash } from 'node:crypto';
import { type Invitation, INVITATION_LIFETIME_MS } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export function anInvitation(overrides: Partial<Invitation> = {}): Invitation {
  const id = nextId('inv');
  return {
    id,
    workspaceId: 'ws_of-no-test',
    email: `${id}@example.com`,
    role: 'viewer',
    tokenSha256: createHash('sha256').update(id).digest('hex'),
    invitedBy: { kind: 'user', id: 'usr_example' },
    createdAtMs: TEST_EPOCH_MS,
    expiresAtMs: TEST_EPOCH_MS + INVITATION_LIFETIME_MS,
    acceptedAtMs: null,
    revokedAtMs: null,
    mailId: null,
    ...overrides,
  };
}
