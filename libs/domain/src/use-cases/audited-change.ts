import type { AuditAction } from '@latchkey/vocabulary';
import type { AuditDetails, AuditEntry } from '../audit/audit-entry.js';
import { newId } from '../id.js';
import type { Clock } from '../ports/clock.port.js';
import type { Random } from '../ports/random.port.js';
import type { Caller } from './caller.js';

export interface AuditedChange {
  readonly action: AuditAction;
  readonly workspaceId: string | null;
  readonly targetId: string;
  readonly before?: AuditDetails;
  readonly after?: AuditDetails;
  readonly reason?: string;
}

/** The entry that commits together with the change it tells of. */
export function auditEntry(caller: Caller, change: AuditedChange, clock: Clock, random: Random): AuditEntry {
  const atMs = clock.nowMs();
  return {
    id: newId('aud', atMs, random),
    atMs,
    actor: caller.actor,
    onBehalfOf: caller.onBehalfOf ?? null,
    action: change.action,
    workspaceId: change.workspaceId,
    targetId: change.targetId,
    before: change.before ?? null,
    after: change.after ?? null,
    reason: change.reason ?? null,
    address: caller.address,
    requestId: caller.requestId,
  };
}
