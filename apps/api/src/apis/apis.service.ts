import { Inject, Injectable } from '@nestjs/common';
import type {
  ApiPage,
  ApiView,
  CreateApiRequest,
  ListQuery,
  UpdateApiRequest,
  WorkspaceApiView,
} from '@latchkey/contracts';
import { assertReaches, type Caller, createdBefore, type Database, DefineApi, NotFoundError } from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toApiView, toWorkspaceApiView } from './api.presenter.js';

@Injectable()
export class ApisService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(DefineApi) private readonly defineApi: DefineApi,
  ) {}

  async list(query: ListQuery): Promise<ApiPage> {
    return toPage(await this.database.apis.page(pageRequestOf(query)), toApiView);
  }

  async find(apiId: string): Promise<ApiView> {
    const api = await this.database.apis.find(apiId);
    if (api === null) throw new NotFoundError('API');
    return toApiView(api);
  }

  async ofWorkspace(caller: Caller, workspaceId: string): Promise<WorkspaceApiView> {
    assertReaches(caller, workspaceId);
    const workspace = await this.database.workspaces.find(workspaceId);
    const api = workspace && (await this.database.apis.find(workspace.apiId));
    if (api === null) throw new NotFoundError('workspace');
    return toWorkspaceApiView(api);
  }

  async create(caller: Caller, { hostnames = [], defaults = {}, ...rest }: CreateApiRequest): Promise<ApiView> {
    const before = await createdBefore(caller.claim, (id) => this.database.apis.find(id));
    return toApiView(before ?? (await this.defineApi.create(caller, { ...rest, hostnames, defaults })));
  }

  async update(caller: Caller, apiId: string, changes: UpdateApiRequest): Promise<ApiView> {
    return toApiView(await this.defineApi.update(caller, { ...changes, apiId }));
  }
}
