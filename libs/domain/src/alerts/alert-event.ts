import type { EventType } from '@latchkey/vocabulary';
import type { EventData } from '../events/workspace-event.js';
import type { ApiKey } from '../key/api-key.js';
import { keyEventData } from '../key/key-event.js';
import type { Alert } from './alert.js';

/** The one event that tells of an alert. Two of them are older than alerts are, and keep their names. */
export const EVENT_OF_ALERT: Readonly<Record<Alert['kind'], EventType>> = {
  quota_used: 'usage.threshold',
  key_expiring: 'api_key.expiring',
  rotation_due: 'api_key.rotation_due',
  new_network: 'api_key.new_network',
  used_after_silence: 'api_key.used_after_silence',
  refusals_spiking: 'api_key.refusals_spiking',
  requests_spiking: 'api_key.requests_spiking',
};

/** A threshold tells of a meter; everything else of a key, in the words of the other events about keys. */
export function firedEventData({ id, kind, keyId, details }: Alert, key: ApiKey | null, nowMs: number): EventData {
  if (kind === 'quota_used') return { ...details, ...(keyId !== null && { keyId }), alertId: id };
  return { ...(key === null ? { id: keyId } : keyEventData(key, nowMs)), ...details, alertId: id };
}

export const resolvedEventData = ({ id, kind, keyId, details, firedAtMs, resolvedAtMs }: Alert): EventData => ({
  id,
  kind,
  keyId,
  cause: details,
  firedAt: new Date(firedAtMs).toISOString(),
  resolvedAt: new Date(resolvedAtMs ?? firedAtMs).toISOString(),
});
