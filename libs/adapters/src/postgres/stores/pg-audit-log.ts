import {
  type AuditCut,
  type AuditEntry,
  type AuditFilter,
  type AuditLog,
  type AuditReading,
  type AuditSeal,
  type AuditTrim,
  chained,
  type ChainedEntry,
  chainOf,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import { fromSealedEntry, toChainedEntry } from '../mappers/audit-entry.mapper.js';
import { toDate } from '../mappers/instants.js';
import type { Statements, WriteGathered } from '../statements.js';
import { lockHeads, writeHead } from './audit-heads.js';
import { pageOf } from './page-of.js';
import { PgAuditReading } from './pg-audit-reading.js';
import { trimAudit } from './trim-audit.js';

export class PgAuditLog implements AuditLog {
  constructor(
    private readonly statements: Statements,
    private readonly seal: AuditSeal,
  ) {}

  append(entry: AuditEntry): Promise<void> {
    return this.statements.atEnd(this.write, structuredClone(entry));
  }

  page(filter: AuditFilter, page: PageRequest): Promise<Page<ChainedEntry>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(AuditEntryEntity, 'entry');
      const { fromMs, toMs, ...named } = filter;
      for (const [name, value] of Object.entries(named))
        if (value !== undefined) query.andWhere(`entry.${name} = :${name}`, { [name]: value });
      if (fromMs !== undefined) query.andWhere('entry.at >= :from', { from: toDate(fromMs) });
      if (toMs !== undefined) query.andWhere('entry.at < :to', { to: toDate(toMs) });
      return pageOf(query, page, toChainedEntry);
    });
  }

  asOfOneMoment<T>(work: (reading: AuditReading) => Promise<T>): Promise<T> {
    return this.statements.asOfOneMoment((manager) => work(new PgAuditReading(manager)));
  }

  trim(cut: AuditCut): Promise<AuditTrim | null> {
    return this.statements.together((manager) => trimAudit(manager, cut, this.seal));
  }

  private readonly write: WriteGathered<AuditEntry> = async (manager, entries) => {
    const names = [...new Set(entries.map(chainOf))].sort();
    const heads = await lockHeads(manager, names, this.seal);
    for (const name of names) {
      const head = heads.get(name);
      if (head === undefined) throw new Error(`The audit log has no end for ${name}.`);
      const ofChain = entries.filter((entry) => chainOf(entry) === name);
      await this.extend(manager, chained(head, ofChain, this.seal));
    }
  };

  private async extend(manager: EntityManager, { head, entries }: ReturnType<typeof chained>): Promise<void> {
    // TypeORM's type cannot express a column of arbitrary JSON.
    const rows = entries.map(fromSealedEntry) as QueryDeepPartialEntity<AuditEntryEntity>[];
    await manager.insert(AuditEntryEntity, rows);
    await writeHead(manager, head);
  }
}
