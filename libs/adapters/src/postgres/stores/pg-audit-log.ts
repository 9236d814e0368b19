import type { AuditEntry, AuditLog, Page, PageRequest } from '@latchkey/domain';
import type { QueryDeepPartialEntity } from 'typeorm';
import { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import { fromAuditEntry, toAuditEntry } from '../mappers/audit-entry.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgAuditLog implements AuditLog {
  constructor(private readonly statements: Statements) {}

  append(entry: AuditEntry): Promise<void> {
    return this.statements.run(async (manager) => {
      // TypeORM's type cannot express a column of arbitrary JSON.
      await manager.insert(AuditEntryEntity, fromAuditEntry(entry) as QueryDeepPartialEntity<AuditEntryEntity>);
    });
  }

  page({ workspaceId }: { readonly workspaceId?: string }, page: PageRequest): Promise<Page<AuditEntry>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(AuditEntryEntity, 'entry');
      if (workspaceId !== undefined) query.andWhere('entry.workspaceId = :workspaceId', { workspaceId });
      return pageOf(query, page, toAuditEntry);
    });
  }
}
