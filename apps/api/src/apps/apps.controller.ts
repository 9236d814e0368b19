import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AppPage, AppView, CreateAppRequest, ListQuery, UpdateAppRequest } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { AppsService } from './apps.service.js';

@ApiTags('apps')
@Controller('v1/workspaces/:workspaceId/apps')
export class AppsController {
  constructor(@Inject(AppsService) private readonly apps: AppsService) {}

  @Get()
  @Managed('workspace:read')
  @Answers(200, AppPage, 400, 401, 403, 404)
  @AsksFor(ListQuery)
  listApps(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: ListQuery,
  ): Promise<AppPage> {
    return this.apps.list(caller, workspaceId, query);
  }

  @Post()
  @Managed('workspace:write', { liveOnly: true })
  @Answers(201, AppView, 400, 401, 403, 404)
  createApp(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: CreateAppRequest,
  ): Promise<AppView> {
    return this.apps.create(caller, workspaceId, body);
  }

  @Get(':appId')
  @Managed('workspace:read')
  @Answers(200, AppView, 401, 403, 404)
  getApp(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('appId') appId: string,
  ): Promise<AppView> {
    return this.apps.find(caller, workspaceId, appId);
  }

  @Patch(':appId')
  @Managed('workspace:write', { liveOnly: true })
  @Answers(200, AppView, 400, 401, 403, 404)
  updateApp(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('appId') appId: string,
    @Body() body: UpdateAppRequest,
  ): Promise<AppView> {
    return this.apps.rename(caller, workspaceId, appId, body);
  }

  @Delete(':appId')
  @Managed('workspace:write', { liveOnly: true })
  @Answers(200, AppView, 401, 403, 404)
  archiveApp(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('appId') appId: string,
  ): Promise<AppView> {
    return this.apps.archive(caller, workspaceId, appId);
  }
}
