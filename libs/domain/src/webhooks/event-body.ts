import type { WorkspaceEvent } from '../events/workspace-event.js';

/** An event as it is sent. Made once and kept: what is signed is the same bytes at every attempt. */
export const eventBody = ({ id, type, occurredAtMs, workspaceId, data }: WorkspaceEvent): string =>
  JSON.stringify({ id, type, timestamp: new Date(occurredAtMs).toISOString(), workspaceId, data });
