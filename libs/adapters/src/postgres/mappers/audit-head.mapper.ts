import type { AuditHead } from '@latchkey/domain';
import type { AuditHeadEntity } from '../entities/audit-head.entity.js';
import { toDateOrNull, toMsOrNull } from './instants.js';

export const toAuditHead = (row: AuditHeadEntity): AuditHead => ({
  chain: row.chain,
  sequence: Number(row.sequence),
  hash: row.hash.toString('hex'),
  checkpoint: { sequence: Number(row.checkpointSequence), hash: row.checkpointHash.toString('hex') },
  retainedFromMs: toMsOrNull(row.retainedFrom),
  unchained: Number(row.unchained),
  chains: Number(row.chains),
  doubtedFrom: row.doubtedFrom === null ? null : Number(row.doubtedFrom),
  seal: row.seal.toString('hex'),
});

export const fromAuditHead = (head: AuditHead): AuditHeadEntity => ({
  chain: head.chain,
  sequence: String(head.sequence),
  hash: Buffer.from(head.hash, 'hex'),
  checkpointSequence: String(head.checkpoint.sequence),
  checkpointHash: Buffer.from(head.checkpoint.hash, 'hex'),
  retainedFrom: toDateOrNull(head.retainedFromMs),
  unchained: String(head.unchained),
  chains: String(head.chains),
  doubtedFrom: head.doubtedFrom === null ? null : String(head.doubtedFrom),
  seal: Buffer.from(head.seal, 'hex'),
});
