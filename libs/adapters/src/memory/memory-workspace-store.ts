import {
  NotFoundError,
  type Page,
  type PageRequest,
  type Workspace,
  type WorkspaceFilter,
  type WorkspaceStore,
} from '@latchkey/domain';
import { memberRowId } from './member-row.js';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';
import type { Tables } from './tables.js';

export class MemoryWorkspaceStore implements WorkspaceStore {
  constructor(private readonly access: TableAccess) {}

  find(id: string): Promise<Workspace | null> {
    return Promise.resolve(this.access.tables.workspaces.get(id));
  }

  lock(id: string): Promise<Workspace | null> {
    return this.find(id);
  }

  page(filter: WorkspaceFilter, page: PageRequest): Promise<Page<Workspace>> {
    const { members, workspaces } = this.access.tables;
    const isOneOfTheirs = (id: string): boolean =>
      filter.memberId === undefined || members.get(memberRowId(id, filter.memberId)) !== null;
    return pageOf(
      workspaces.all(),
      page,
      ({ apiId, planId, id, name }) =>
        name.toLowerCase().startsWith(filter.q?.toLowerCase() ?? '') &&
        apiId === (filter.apiId ?? apiId) &&
        planId === (filter.planId ?? planId) &&
        id === (filter.id ?? id) &&
        isOneOfTheirs(id),
    );
  }

  insert(workspace: Workspace): Promise<void> {
    return this.access.write((tables) => {
      requirePlan(tables, workspace);
      tables.workspaces.insert(workspace);
    });
  }

  update(workspace: Workspace): Promise<void> {
    return this.access.write((tables) => {
      if (tables.workspaces.get(workspace.id)?.apiId !== workspace.apiId) throw new NotFoundError('workspace');
      requirePlan(tables, workspace);
      tables.workspaces.replace(workspace);
    });
  }
}

function requirePlan({ plans }: Tables, workspace: Workspace): void {
  requireParent(plans.get(workspace.planId)?.apiId === workspace.apiId, 'workspace', 'plan of its API');
}
