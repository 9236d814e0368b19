import { type AuditAction, REVOCATION_REASONS, type RevocationReason } from '@latchkey/vocabulary';
import { REASON_WORDS } from './key-words';

/** What can happen to a key. */
const EVENT_WORDS: Partial<Readonly<Record<AuditAction, string>>> = {
  'key.created': 'Made',
  'key.updated': 'Label or restrictions changed',
  'key.disabled': 'Disabled',
  'key.enabled': 'Enabled',
  'key.revoked': 'Revoked',
  'key.revocation_scheduled': 'Revocation scheduled',
  'key.revocation_cancelled': 'Revocation withdrawn',
  'key.rotated': 'Rotated: a new key takes its place',
  'key.overlap_started': 'Its time began to run: the new key was used',
  'key.overlap_cancelled': 'Overlap cancelled',
  'key.leak_reported': 'Reported as leaked',
};

export const eventWords = (action: AuditAction): string => EVENT_WORDS[action] ?? action;

const isRevocationReason = (reason: string): reason is RevocationReason =>
  (REVOCATION_REASONS as readonly string[]).includes(reason);

export const reasonWords = (reason: string): string => (isRevocationReason(reason) ? REASON_WORDS[reason] : reason);
