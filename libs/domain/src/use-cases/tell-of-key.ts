import type { EventType, RevocationReason } from '@latchkey/vocabulary';
import { resolveAlertsOfKey } from '../alerts/resolve-alerts.js';
import type { AuditDetails } from '../audit/audit-entry.js';
import { type EventData, workspaceEvent } from '../events/workspace-event.js';
import type { ApiKey } from '../key/api-key.js';
import { eventsOfAction, type KeyAction, keyEventData } from '../key/key-event.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';

export interface KeyChange {
  /** As it is from now on. */
  readonly key: ApiKey;
  readonly action: KeyAction;
  readonly before?: AuditDetails;
  readonly after?: AuditDetails;
  readonly reason?: RevocationReason;
  /** What the events say besides. */
  readonly news?: EventData;
}

/** In the transaction that changes or creates a key: the audit entry, and what the workspace is told. */
export async function tellOfKey(
  stores: Stores,
  caller: Caller,
  { key, news, ...change }: KeyChange,
  clock: Clock,
  random: Random,
): Promise<void> {
  const { workspaceId, id: targetId } = key;
  await stores.audit.append(auditEntry(caller, { ...change, workspaceId, targetId }, clock, random));
  const data = { ...keyEventData(key, clock.nowMs(), change.reason), ...news };
  for (const type of eventsOfAction(change.action, key))
    await appendKeyEvent(stores, key, { type, data }, clock, random);
  if (change.action === 'key.rotated' || change.action === 'key.revoked')
    await resolveAlertsOfKey(stores, key, clock, random);
}

export const appendKeyEvent = (
  { events }: Stores,
  { workspaceId }: ApiKey,
  event: { readonly type: EventType; readonly data: EventData },
  clock: Clock,
  random: Random,
): Promise<void> => events.append(workspaceEvent({ workspaceId, ...event }, clock, random));
