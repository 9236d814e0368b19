import type { AuditAction, EventType } from '@latchkey/vocabulary';
import { workspaceEvent } from '../events/workspace-event.js';
import { describeDevice, type Device } from '../messaging/device.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';

export interface DeviceChange {
  readonly action: AuditAction;
  readonly before: Device | null;
  readonly after: Device;
}

/** Says in the audit log and in events what has become of a device, in the transaction of the change. */
export async function tellOfDevice(
  stores: Stores,
  caller: Caller,
  { action, before, after }: DeviceChange,
  clock: Clock,
  random: Random,
): Promise<void> {
  const { workspaceId, id: targetId } = after;
  const details = { ...(before && { before: auditedDetails(before) }), after: auditedDetails(after) };
  const entry = { action, workspaceId, targetId, ...details };
  await stores.audit.append(auditEntry(caller, entry, clock, random));
  for (const type of eventsOf(before, after)) {
    await stores.events.append(workspaceEvent({ workspaceId, type, data: describeDevice(after) }, clock, random));
  }
}

function eventsOf(before: Device | null, after: Device): EventType[] {
  const types: EventType[] = before === null ? ['device.created'] : [];
  if (after.status === 'connected' && before?.status !== 'connected') types.push('device.connected');
  if (after.status !== 'connected' && before?.status === 'connected') types.push('device.disconnected');
  return types;
}

const auditedDetails = ({ name, provider, status, whatsAppBusinessId, whatsAppPhoneNumberId }: Device) => ({
  name,
  provider,
  status,
  whatsAppBusinessId,
  whatsAppPhoneNumberId,
});
