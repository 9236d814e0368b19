import type { EventType } from '@latchkey/vocabulary';
import { newId } from '../id.js';
import type { Clock } from '../ports/clock.port.js';
import type { Random } from '../ports/random.port.js';

/** Plain JSON, in the words of the REST API. Secrets and their hashes never enter. */
export type EventData = Readonly<Record<string, unknown>>;

/** Something that a workspace's webhooks are told of. It is appended in the transaction of what it tells. */
export interface WorkspaceEvent {
  readonly id: string;
  readonly workspaceId: string;
  readonly type: EventType;
  readonly occurredAtMs: number;
  readonly data: EventData;
  /** The one address that is told in place of the workspace's own endpoints, where a request asked for that; else `null`. */
  readonly overrideUrl: string | null;
}

export type NewEvent = Pick<WorkspaceEvent, 'workspaceId' | 'type' | 'data'> &
  Partial<Pick<WorkspaceEvent, 'overrideUrl'>>;

export function workspaceEvent(event: NewEvent, clock: Clock, random: Random): WorkspaceEvent {
  const occurredAtMs = clock.nowMs();
  return { overrideUrl: null, ...event, id: newId('evt', occurredAtMs, random), occurredAtMs };
}
