import { createHmac } from 'node:crypto';
import type { AuditSeal } from '@latchkey/domain';

/** For databases of specs. */
export const TEST_SEAL: AuditSeal = {
  seal: (text) => createHmac('sha256', 'a key of specs').update(text).digest('hex'),
};
