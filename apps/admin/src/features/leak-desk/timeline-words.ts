import type { AuditAction } from '@latchkey/vocabulary';

const WORDS: Partial<Record<AuditAction, string>> = {
  'key.created': 'Created',
  'key.updated': 'Changed',
  'key.disabled': 'Disabled',
  'key.enabled': 'Enabled',
  'key.revoked': 'Revoked',
  'key.revocation_scheduled': 'Revocation scheduled',
  'key.revocation_cancelled': 'Scheduled revocation cancelled',
  'key.rotated': 'Rotated',
  'key.overlap_started': 'Overlap with its successor began',
  'key.overlap_cancelled': 'Overlap with its successor cancelled',
  'key.leak_reported': 'Reported as leaked',
  'leak_desk.searched': 'Looked up at the leak desk',
};

/** What was done to a key. An action that nobody expected of one is told by its code. */
export const timelineWord = (action: AuditAction): string => WORDS[action] ?? action;
