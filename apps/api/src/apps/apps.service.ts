import { Inject, Injectable } from '@nestjs/common';
import type { AppPage, AppView, CreateAppRequest, ListQuery, UpdateAppRequest } from '@latchkey/contracts';
import { assertReaches, type Caller, createdBefore, type Database, DefineApp, NotFoundError } from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toAppView } from './app.presenter.js';

@Injectable()
export class AppsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(DefineApp) private readonly defineApp: DefineApp,
  ) {}

  async list(caller: Caller, workspaceId: string, query: ListQuery): Promise<AppPage> {
    await this.assertWorkspace(caller, workspaceId);
    return toPage(await this.database.apps.page(workspaceId, pageRequestOf(query)), toAppView);
  }

  async find(caller: Caller, workspaceId: string, appId: string): Promise<AppView> {
    await this.assertWorkspace(caller, workspaceId);
    const app = await this.database.apps.find(workspaceId, appId);
    if (app === null) throw new NotFoundError('app');
    return toAppView(app);
  }

  async create(caller: Caller, workspaceId: string, { name }: CreateAppRequest): Promise<AppView> {
    const before = await createdBefore(caller.claim, (id) => this.database.apps.find(workspaceId, id));
    return toAppView(before ?? (await this.defineApp.create(caller, { workspaceId, name })));
  }

  async rename(caller: Caller, workspaceId: string, appId: string, { name }: UpdateAppRequest): Promise<AppView> {
    return toAppView(await this.defineApp.rename(caller, { workspaceId, appId }, name));
  }

  async archive(caller: Caller, workspaceId: string, appId: string): Promise<AppView> {
    return toAppView(await this.defineApp.archive(caller, { workspaceId, appId }));
  }

  private async assertWorkspace(caller: Caller, workspaceId: string): Promise<void> {
    assertReaches(caller, workspaceId);
    if ((await this.database.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
  }
}
