import type { AuditEntry, AuditLog, Page, PageRequest } from '@latchkey/domain';
import { pageOf } from './page-of.js';
import type { TableAccess } from './table-access.js';

export class MemoryAuditLog implements AuditLog {
  constructor(private readonly access: TableAccess) {}

  append(entry: AuditEntry): Promise<void> {
    return this.access.write(({ audit }) => audit.insert(entry));
  }

  page(filter: { readonly workspaceId?: string }, page: PageRequest): Promise<Page<AuditEntry>> {
    return pageOf(
      this.access.tables.audit.all(),
      page,
      (entry) => filter.workspaceId === undefined || entry.workspaceId === filter.workspaceId,
    );
  }
}
