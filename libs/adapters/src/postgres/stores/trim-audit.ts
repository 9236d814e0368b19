import { type AuditCut, type AuditHead, type AuditSeal, type AuditTrim, removable, sealedHead } from '@latchkey/domain';
import type { EntityManager } from 'typeorm';
import { toDate } from '../mappers/instants.js';
import { CHAIN_OF_ROW, lockHeads, writeHead } from './audit-heads.js';
import { PgAuditReading } from './pg-audit-reading.js';

const REMOVE = `DELETE FROM audit_entries WHERE ${CHAIN_OF_ROW} = $1 AND sequence <= $2`;

const REMOVE_UNCHAINED = 'DELETE FROM audit_entries WHERE id = ANY($1) AND sequence IS NULL';

const OLDEST_UNCHAINED = `
  SELECT id FROM audit_entries WHERE ${CHAIN_OF_ROW} = $1 AND sequence IS NULL AND at < $2 ORDER BY id LIMIT $3`;

/** The head goes first: the table lets go of nothing that its head does not say has been removed. */
export async function trimAudit(
  manager: EntityManager,
  { chain, beforeMs, countMax }: AuditCut,
  seal: AuditSeal,
): Promise<AuditTrim | null> {
  const reading = new PgAuditReading(manager);
  // A chain that has not begun has nothing that may go.
  if ((await reading.head(chain)) === null) return null;
  const head = (await lockHeads(manager, [chain], seal)).get(chain);
  if (head === undefined || head.doubtedFrom !== null) return null;
  const retainedFromMs = Math.max(beforeMs, head.retainedFromMs ?? 0);
  const ids = head.unchained === 0 ? [] : await unchainedBefore(manager, head, beforeMs, countMax);
  const oldest = await reading.entries(chain, null, countMax - ids.length);
  const checkpoint = removable(head, oldest, beforeMs, seal) ?? head.checkpoint;
  const removed = ids.length + checkpoint.sequence - head.checkpoint.sequence;
  if (removed === 0) return null;
  const unchained = head.unchained - ids.length;
  await writeHead(manager, sealedHead({ ...head, unchained, checkpoint, retainedFromMs }, seal));
  await manager.query(REMOVE_UNCHAINED, [ids]);
  if (checkpoint !== head.checkpoint) await manager.query(REMOVE, [chain, checkpoint.sequence]);
  return { removed, checkpoint };
}

/** They go before any that is chained, as they came before. */
async function unchainedBefore(
  manager: EntityManager,
  { chain }: AuditHead,
  beforeMs: number,
  countMax: number,
): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(OLDEST_UNCHAINED, [chain, toDate(beforeMs), countMax]);
  return rows.map(({ id }) => id);
}
