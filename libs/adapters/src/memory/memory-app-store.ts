import { NotFoundError, type App, type AppStore, type Page, type PageRequest } from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryAppStore implements AppStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<App | null> {
    const app = this.access.tables.apps.get(id);
    return Promise.resolve(app?.workspaceId === workspaceId ? app : null);
  }

  lock(workspaceId: string, id: string): Promise<App | null> {
    return this.find(workspaceId, id);
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<App>> {
    return pageOf(this.access.tables.apps.all(), page, (app) => app.workspaceId === workspaceId);
  }

  insert(app: App): Promise<void> {
    return this.access.write(({ apps, workspaces }) => {
      requireParent(workspaces.get(app.workspaceId) !== null, 'app', 'workspace');
      apps.insert(app);
    });
  }

  update(app: App): Promise<void> {
    return this.access.write(({ apps }) => {
      if (apps.get(app.id)?.workspaceId !== app.workspaceId) throw new NotFoundError('app');
      apps.replace(app);
    });
  }
}
