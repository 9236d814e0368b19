import type { AuditAction, EventType, RevocationReason } from '@latchkey/vocabulary';
import type { EventData } from '../events/workspace-event.js';
import { type ApiKey, keyState } from './api-key.js';

/** What is done to a key, in the words of the audit log. */
export type KeyAction = Extract<AuditAction, `key.${string}`>;

/**
 * The one place that says which acts on a key its workspace is told of. What changes the record without ending or
 * replacing the key is an update; a revocation that lies ahead becomes `api_key.revoked` when it is in force.
 */
const EVENT_OF_ACTION: Readonly<Record<KeyAction, EventType>> = {
  'key.created': 'api_key.created',
  'key.updated': 'api_key.updated',
  'key.disabled': 'api_key.disabled',
  'key.enabled': 'api_key.enabled',
  'key.rotated': 'api_key.rotated',
  'key.revoked': 'api_key.revoked',
  'key.revocation_scheduled': 'api_key.updated',
  'key.revocation_cancelled': 'api_key.updated',
  'key.overlap_started': 'api_key.updated',
  'key.overlap_cancelled': 'api_key.updated',
  'key.leak_reported': 'api_key.leaked',
};

export const eventsOfAction = (action: KeyAction, key: ApiKey): readonly EventType[] =>
  action === 'key.revoked' ? eventsOfRevocation(key) : [EVENT_OF_ACTION[action]];

/** A key that was compromised is revoked as any other, and leaked besides. */
const eventsOfRevocation = ({ revocation }: ApiKey): readonly EventType[] =>
  revocation?.reason === 'compromised' ? ['api_key.revoked', 'api_key.leaked'] : ['api_key.revoked'];

/** What events tell of a key: what lists show of it, in the words of the REST API. Neither secret nor fingerprint. */
export const keyEventData = (key: ApiKey, nowMs: number, reason: RevocationReason | null = null): EventData => ({
  id: key.id,
  workspaceId: key.workspaceId,
  label: key.label,
  start: key.start,
  last4: key.last4,
  environment: key.environment,
  type: key.type,
  state: keyState(key, nowMs),
  scopes: key.scopes,
  deviceIds: key.deviceIds,
  appId: key.appId,
  createdAt: timestamp(key.createdAtMs),
  expiresAt: timestamp(key.expiresAtMs),
  disabledAt: timestamp(key.disabledAtMs),
  revokedAt: timestamp(key.revocation?.atMs ?? null),
  reason: reason ?? key.revocation?.reason ?? null,
  rotatedFrom: key.rotatedFrom,
  replacedBy: key.replacement?.byId ?? null,
  overlapEndsAt: timestamp(key.replacement?.overlapEndsAtMs ?? null),
});

const timestamp = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
