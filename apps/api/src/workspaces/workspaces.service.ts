import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateWorkspaceRequest,
  ListWorkspacesQuery,
  UpdatedWorkspace,
  UpdateWorkspaceRequest,
  WorkspacePage,
  WorkspaceView,
} from '@latchkey/contracts';
import {
  assertReaches,
  type Caller,
  createdBefore,
  type Database,
  DefineWorkspace,
  listedFor,
  NotFoundError,
  UpdateWorkspace,
} from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toUpdatedWorkspaceView, toWorkspaceView } from './workspace.presenter.js';

@Injectable()
export class WorkspacesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(DefineWorkspace) private readonly defineWorkspace: DefineWorkspace,
    @Inject(UpdateWorkspace) private readonly updateWorkspace: UpdateWorkspace,
  ) {}

  async list(caller: Caller, { apiId, q, ...query }: ListWorkspacesQuery): Promise<WorkspacePage> {
    const asked = { ...(apiId !== undefined && { apiId }), ...(q !== undefined && { q }) };
    const filter = { ...asked, ...listedFor(caller) };
    return toPage(await this.database.workspaces.page(filter, pageRequestOf(query)), toWorkspaceView);
  }

  async find(caller: Caller, workspaceId: string): Promise<WorkspaceView> {
    assertReaches(caller, workspaceId);
    const workspace = await this.database.workspaces.find(workspaceId);
    if (workspace === null) throw new NotFoundError('workspace');
    return toWorkspaceView(workspace);
  }

  async create(caller: Caller, command: CreateWorkspaceRequest): Promise<WorkspaceView> {
    const before = await createdBefore(caller.claim, (id) => this.database.workspaces.find(id));
    return toWorkspaceView(before ?? (await this.defineWorkspace.create(caller, command)));
  }

  async update(caller: Caller, workspaceId: string, changes: UpdateWorkspaceRequest): Promise<UpdatedWorkspace> {
    return toUpdatedWorkspaceView(await this.updateWorkspace.execute(caller, { ...changes, workspaceId }));
  }
}
