import {
  NotFoundError,
  type Page,
  type PageRequest,
  type Workspace,
  type WorkspaceFilter,
  type WorkspaceStore,
} from '@latchkey/domain';
import { WorkspaceEntity } from '../entities/workspace.entity.js';
import { fromWorkspace, toWorkspace } from '../mappers/workspace.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

const HAS_MEMBER =
  'EXISTS (SELECT FROM members WHERE members.workspace_id = workspace.id AND members.user_id = :memberId)';

/** `starts_with` knows no wildcards, so there is nothing to escape, and leads through the index. */
const IS_NAMED = 'starts_with(workspace.nameFolded, :beginning)';

export class PgWorkspaceStore implements WorkspaceStore {
  constructor(private readonly statements: Statements) {}

  find(id: string): Promise<Workspace | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(WorkspaceEntity, { id });
      return row && toWorkspace(row);
    });
  }

  lock(id: string): Promise<Workspace | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOne(WorkspaceEntity, { where: { id }, lock: { mode: 'for_no_key_update' } });
      return row && toWorkspace(row);
    });
  }

  page(filter: WorkspaceFilter, page: PageRequest): Promise<Page<Workspace>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(WorkspaceEntity, 'workspace');
      if (filter.apiId !== undefined) query.andWhere('workspace.apiId = :apiId', { apiId: filter.apiId });
      if (filter.planId !== undefined) query.andWhere('workspace.planId = :planId', { planId: filter.planId });
      if (filter.id !== undefined) query.andWhere('workspace.id = :id', { id: filter.id });
      if (filter.memberId !== undefined) query.andWhere(HAS_MEMBER, { memberId: filter.memberId });
      if (filter.q !== undefined) query.andWhere(IS_NAMED, { beginning: filter.q.toLowerCase() });
      return pageOf(query, page, toWorkspace);
    });
  }

  insert(workspace: Workspace): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(WorkspaceEntity, fromWorkspace(workspace));
    });
  }

  update(workspace: Workspace): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, apiId, ...fields } = fromWorkspace(workspace);
      const { affected } = await manager.update(WorkspaceEntity, { id, apiId }, fields);
      if (affected === 0) throw new NotFoundError('workspace');
    });
  }
}
