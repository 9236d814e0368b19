import { NotFoundError, type App, type AppStore, type Page, type PageRequest } from '@latchkey/domain';
import { AppEntity } from '../entities/app.entity.js';
import { fromApp, toApp } from '../mappers/app.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgAppStore implements AppStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<App | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(AppEntity, { workspaceId, id });
      return row && toApp(row);
    });
  }

  lock(workspaceId: string, id: string): Promise<App | null> {
    return this.statements.run(async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const row = await manager.findOne(AppEntity, { where: { workspaceId, id }, lock });
      return row && toApp(row);
    });
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<App>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(AppEntity, 'app');
      return pageOf(query.where('app.workspaceId = :workspaceId', { workspaceId }), page, toApp);
    });
  }

  insert(app: App): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(AppEntity, fromApp(app));
    });
  }

  update(app: App): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, workspaceId, ...fields } = fromApp(app);
      const { affected } = await manager.update(AppEntity, { id, workspaceId }, fields);
      if (affected === 0) throw new NotFoundError('app');
    });
  }
}
