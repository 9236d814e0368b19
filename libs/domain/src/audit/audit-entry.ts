import type { AuditAction } from '@latchkey/vocabulary';
import type { Actor } from './actor.js';

/** What `before` and `after` may hold: plain JSON. Secrets and their hashes never enter. */
export type AuditDetails = Readonly<Record<string, unknown>>;

export interface AuditEntry {
  readonly id: string;
  readonly atMs: number;
  readonly actor: Actor;
  /** Whose right or wish the actor acts on, where it is not their own. */
  readonly onBehalfOf: Actor | null;
  readonly action: AuditAction;
  /** `null` for what concerns no single workspace. */
  readonly workspaceId: string | null;
  readonly targetId: string;
  readonly before: AuditDetails | null;
  readonly after: AuditDetails | null;
  readonly reason: string | null;
  /** The client's network address, where the change came over the network. */
  readonly address: string | null;
  readonly requestId: string | null;
}
