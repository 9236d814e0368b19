import {
  type AuditHead,
  type AuditSeal,
  type ChainLink,
  doubted,
  INSTALLATION_CHAIN,
  isSealed,
  newHead,
  sealedHead,
} from '@latchkey/domain';
import type { EntityManager } from 'typeorm';
import { AuditHeadEntity } from '../entities/audit-head.entity.js';
import { fromAuditHead, toAuditHead } from '../mappers/audit-head.mapper.js';

/** Which chain a row is in, as its index has it. */
export const CHAIN_OF_ROW = `COALESCE(workspace_id, '${INSTALLATION_CHAIN}')`;

/**
 * Locks the ends of chains until the transaction ends, and begins those that have not begun. Always in the order of their
 * names, and the installation's, in which beginnings are counted, before all others: so nobody waits in a circle.
 */
export async function lockHeads(
  manager: EntityManager,
  chains: readonly string[],
  seal: AuditSeal,
): Promise<ReadonlyMap<string, AuditHead>> {
  const begun = await beginMissing(manager, chains, seal);
  const rows = await manager
    .createQueryBuilder(AuditHeadEntity, 'head')
    .where('head.chain = ANY(:chains)', { chains })
    .orderBy('head.chain')
    .setLock('pessimistic_write')
    .getMany();
  const heads = new Map<string, AuditHead>();
  for (const head of rows.map(toAuditHead))
    heads.set(head.chain, await trusted(manager, head, begun.has(head.chain) || isSealed(head, seal)));
  return heads;
}

export const writeHead = (manager: EntityManager, head: AuditHead): Promise<unknown> =>
  manager.update(AuditHeadEntity, { chain: head.chain }, fromAuditHead(head));

/** @returns the chains that begin here */
async function beginMissing(
  manager: EntityManager,
  chains: readonly string[],
  seal: AuditSeal,
): Promise<ReadonlySet<string>> {
  if ((await withoutHead(manager, chains)).length === 0) return new Set();
  const isFirst = await insertHead(
    manager,
    newHead(INSTALLATION_CHAIN, await unchainedIn(manager, INSTALLATION_CHAIN)),
  );
  const row = await manager.findOneOrFail(AuditHeadEntity, {
    where: { chain: INSTALLATION_CHAIN },
    lock: { mode: 'pessimistic_write' },
  });
  // Looked for again under the lock: somebody else may have begun them just now.
  const missing = (await withoutHead(manager, chains)).filter((chain) => chain !== INSTALLATION_CHAIN);
  for (const chain of missing)
    await insertHead(manager, sealedHead(newHead(chain, await unchainedIn(manager, chain)), seal));
  const known = toAuditHead(row);
  const isTrusted = isFirst ? (await headCount(manager)) === missing.length : isSealed(known, seal);
  const installation = await trusted(manager, known, isTrusted);
  await writeHead(manager, sealedHead({ ...installation, chains: installation.chains + missing.length }, seal));
  return new Set(missing);
}

/** A head that nobody has meddled with, and that no entries lie behind; else the same in doubt. */
async function trusted(manager: EntityManager, head: AuditHead, isOurs: boolean): Promise<AuditHead> {
  const last = await lastIn(manager, head.chain);
  return isOurs && (last?.sequence ?? 0) <= head.sequence ? head : doubted(head, last);
}

async function insertHead(manager: EntityManager, head: AuditHead): Promise<boolean> {
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(AuditHeadEntity)
    .values(fromAuditHead(head))
    .orIgnore()
    .returning('chain')
    .execute();
  return (inserted.raw as unknown[]).length === 1;
}

async function withoutHead(manager: EntityManager, chains: readonly string[]): Promise<readonly string[]> {
  const rows = await manager.query<{ chain: string }[]>(
    `SELECT chain FROM unnest($1::text[]) AS named (chain)
     WHERE NOT EXISTS (SELECT FROM audit_heads WHERE audit_heads.chain = named.chain)`,
    [chains],
  );
  return rows.map(({ chain }) => chain);
}

async function lastIn(manager: EntityManager, chain: string): Promise<ChainLink | null> {
  const [row] = await manager.query<[{ sequence: string; hash: Buffer }?]>(
    `SELECT sequence, hash FROM audit_entries WHERE ${CHAIN_OF_ROW} = $1 AND sequence IS NOT NULL
     ORDER BY sequence DESC LIMIT 1`,
    [chain],
  );
  return row === undefined ? null : { sequence: Number(row.sequence), hash: row.hash.toString('hex') };
}

export async function unchainedIn(manager: EntityManager, chain: string): Promise<number> {
  const [row] = await manager.query<[{ count: string }]>(
    `SELECT count(*) FROM audit_entries WHERE ${CHAIN_OF_ROW} = $1 AND sequence IS NULL`,
    [chain],
  );
  return Number(row.count);
}

/** Beside the installation's. */
export const headCount = async (manager: EntityManager): Promise<number> => {
  const [row] = await manager.query<[{ count: string }]>('SELECT count(*) FROM audit_heads WHERE chain <> $1', [
    INSTALLATION_CHAIN,
  ]);
  return Number(row.count);
};
