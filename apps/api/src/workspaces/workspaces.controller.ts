import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateWorkspaceRequest,
  ListWorkspacesQuery,
  UpdatedWorkspace,
  UpdateWorkspaceRequest,
  WorkspacePage,
  WorkspaceView,
} from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed, OperatorOnly } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { WorkspacesService } from './workspaces.service.js';

@ApiTags('workspaces')
@Controller('v1/workspaces')
export class WorkspacesController {
  constructor(@Inject(WorkspacesService) private readonly workspaces: WorkspacesService) {}

  @Get()
  @Managed('workspace:read')
  @Answers(200, WorkspacePage, 400, 401, 403)
  @AsksFor(ListWorkspacesQuery)
  listWorkspaces(@CurrentCaller() caller: Caller, @Query() query: ListWorkspacesQuery): Promise<WorkspacePage> {
    return this.workspaces.list(caller, query);
  }

  @Post()
  @OperatorOnly()
  @Answers(201, WorkspaceView, 400, 401, 403)
  createWorkspace(@CurrentCaller() caller: Caller, @Body() body: CreateWorkspaceRequest): Promise<WorkspaceView> {
    return this.workspaces.create(caller, body);
  }

  @Get(':workspaceId')
  @Managed('workspace:read')
  @Answers(200, WorkspaceView, 401, 403, 404)
  getWorkspace(@CurrentCaller() caller: Caller, @Param('workspaceId') workspaceId: string): Promise<WorkspaceView> {
    return this.workspaces.find(caller, workspaceId);
  }

  @Patch(':workspaceId')
  @Managed('workspace:write', { liveOnly: true })
  @Answers(200, UpdatedWorkspace, 400, 401, 403, 404, 409)
  updateWorkspace(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: UpdateWorkspaceRequest,
  ): Promise<UpdatedWorkspace> {
    return this.workspaces.update(caller, workspaceId, body);
  }
}
