import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceApiView } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { ApisService } from './apis.service.js';

/** What a member needs to know of the API that they have keys for, and may not change. */
@ApiTags('workspaces')
@Controller('v1/workspaces/:workspaceId/api')
export class WorkspaceApiController {
  constructor(@Inject(ApisService) private readonly apis: ApisService) {}

  @Get()
  @Managed('workspace:read')
  @Answers(200, WorkspaceApiView, 401, 403, 404)
  getWorkspaceApi(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
  ): Promise<WorkspaceApiView> {
    return this.apis.ofWorkspace(caller, workspaceId);
  }
}
