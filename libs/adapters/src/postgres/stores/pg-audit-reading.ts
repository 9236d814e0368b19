import type { AuditHead, AuditReading, EntryPlace, SealedEntry } from '@latchkey/domain';
import type { EntityManager } from 'typeorm';
import { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import { AuditHeadEntity } from '../entities/audit-head.entity.js';
import { toSealedEntry } from '../mappers/audit-entry.mapper.js';
import { toAuditHead } from '../mappers/audit-head.mapper.js';
import { CHAIN_OF_ROW, headCount, unchainedIn } from './audit-heads.js';

/** From one name to the next that there is, by the indexes alone: a chain costs the same with one entry and a million. */
const NEXT_CHAIN = (after: string) => `LEAST(
  (SELECT ${CHAIN_OF_ROW} FROM audit_entries WHERE ${CHAIN_OF_ROW} > ${after} ORDER BY ${CHAIN_OF_ROW} LIMIT 1),
  (SELECT heads.chain FROM audit_heads heads WHERE heads.chain > ${after} ORDER BY heads.chain LIMIT 1)
)`;

const CHAINS = `
  WITH RECURSIVE found (chain) AS (
    SELECT ${NEXT_CHAIN('$1')}
    UNION ALL
    SELECT ${NEXT_CHAIN('found.chain')} FROM found WHERE found.chain IS NOT NULL
  )
  SELECT chain FROM found WHERE chain IS NOT NULL LIMIT $2`;

export class PgAuditReading implements AuditReading {
  constructor(private readonly manager: EntityManager) {}

  async head(chain: string): Promise<AuditHead | null> {
    const row = await this.manager.findOneBy(AuditHeadEntity, { chain });
    return row && toAuditHead(row);
  }

  async entries(chain: string, after: EntryPlace | null, limit: number): Promise<readonly SealedEntry[]> {
    const query = this.manager
      .createQueryBuilder(AuditEntryEntity, 'entry')
      .where(`${CHAIN_OF_ROW} = :chain AND entry.sequence IS NOT NULL`, { chain });
    if (after !== null) query.andWhere('(entry.sequence, entry.id) > (:sequence, :id)', { ...after });
    const rows = await query.orderBy('entry.sequence').addOrderBy('entry.id').limit(limit).getMany();
    return rows.map(toSealedEntry);
  }

  unchained(chain: string): Promise<number> {
    return unchainedIn(this.manager, chain);
  }

  headCount(): Promise<number> {
    return headCount(this.manager);
  }

  async chains(after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.manager.query<{ chain: string }[]>(CHAINS, [after, limit]);
    return rows.map(({ chain }) => chain);
  }
}
