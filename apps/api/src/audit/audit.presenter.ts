import type { AuditChainView, AuditEntryView } from '@latchkey/contracts';
import { type ChainedEntry, type ChainVerification, csvLine, INSTALLATION_CHAIN } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toAuditEntryView = ({ atMs, ...entry }: ChainedEntry): AuditEntryView => ({
  ...entry,
  at: toTimestamp(atMs),
});

export const AUDIT_CSV_HEADER = csvLine([
  'id',
  'at',
  'actorKind',
  'actorId',
  'onBehalfOfKind',
  'onBehalfOfId',
  'action',
  'workspaceId',
  'targetId',
  'before',
  'after',
  'reason',
  'address',
  'requestId',
  'sequence',
  'hash',
]);

export const toAuditCsvLine = (entry: ChainedEntry): string =>
  csvLine([
    entry.id,
    toTimestamp(entry.atMs),
    entry.actor.kind,
    entry.actor.id,
    entry.onBehalfOf?.kind ?? null,
    entry.onBehalfOf?.id ?? null,
    entry.action,
    entry.workspaceId,
    entry.targetId,
    entry.before && JSON.stringify(entry.before),
    entry.after && JSON.stringify(entry.after),
    entry.reason,
    entry.address,
    entry.requestId,
    entry.sequence,
    entry.hash,
  ]);

export const toAuditChainView = ({ chain, next, ...found }: ChainVerification): AuditChainView => ({
  ...found,
  workspaceId: chain === INSTALLATION_CHAIN ? null : chain,
  verified: next === null && found.firstBroken === null,
});
