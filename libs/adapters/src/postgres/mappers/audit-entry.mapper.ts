import type { Actor, ChainedEntry, SealedEntry } from '@latchkey/domain';
import type { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import { toDate, toMs } from './instants.js';

export const toChainedEntry = (row: AuditEntryEntity): ChainedEntry => ({
  id: row.id,
  atMs: toMs(row.at),
  actor: { kind: row.actorKind, id: row.actorId },
  onBehalfOf: toOnBehalfOf(row),
  action: row.action,
  workspaceId: row.workspaceId,
  targetId: row.targetId,
  before: row.before,
  after: row.after,
  reason: row.reason,
  address: row.address,
  requestId: row.requestId,
  sequence: row.sequence === null ? null : Number(row.sequence),
  hash: row.hash && row.hash.toString('hex'),
});

/** Of a row with a place in a chain. What is missing all the same fits nothing, which is for the verification to say. */
export const toSealedEntry = (row: AuditEntryEntity): SealedEntry => ({
  ...toChainedEntry(row),
  sequence: Number(row.sequence),
  hash: row.hash?.toString('hex') ?? '',
  seal: row.seal?.toString('hex') ?? '',
});

/** One half alone is what somebody has made of it, and must not pass for nothing. */
const toOnBehalfOf = ({ onBehalfOfKind: kind, onBehalfOfId: id }: AuditEntryEntity): Actor | null =>
  kind === null && id === null ? null : ({ kind, id } as Actor);

export const fromSealedEntry = (entry: SealedEntry): AuditEntryEntity => ({
  id: entry.id,
  at: toDate(entry.atMs),
  actorKind: entry.actor.kind,
  actorId: entry.actor.id,
  onBehalfOfKind: entry.onBehalfOf?.kind ?? null,
  onBehalfOfId: entry.onBehalfOf?.id ?? null,
  action: entry.action,
  workspaceId: entry.workspaceId,
  targetId: entry.targetId,
  before: entry.before,
  after: entry.after,
  reason: entry.reason,
  address: entry.address,
  requestId: entry.requestId,
  sequence: String(entry.sequence),
  hash: Buffer.from(entry.hash, 'hex'),
  seal: Buffer.from(entry.seal, 'hex'),
});
