import { Controller, Get, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { KeyUsage, KeyUsageQuery, WorkspaceUsage, WorkspaceUsageQuery } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers, AnswersCsv, AsksFor } from '../http/answers.decorator.js';
import { UsageService } from './usage.service.js';

@ApiTags('usage')
@Controller('v1/workspaces/:workspaceId')
export class UsageController {
  constructor(@Inject(UsageService) private readonly usage: UsageService) {}

  @Get('usage')
  @Managed('workspace:read')
  @Answers(200, WorkspaceUsage, 400, 401, 403, 404)
  @AsksFor(WorkspaceUsageQuery)
  getWorkspaceUsage(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: WorkspaceUsageQuery,
  ): Promise<WorkspaceUsage> {
    return this.usage.ofWorkspace(caller, workspaceId, query);
  }

  /** Names keys by their labels, so it is for whoever may see those. */
  @Get('usage.csv')
  @Managed('keys:read')
  @AnswersCsv(400, 401, 403, 404)
  @AsksFor(KeyUsageQuery)
  exportWorkspaceUsage(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: KeyUsageQuery,
  ): Promise<StreamableFile> {
    return this.usage.csvOfWorkspace(caller, workspaceId, query);
  }

  @Get('keys/:keyId/usage')
  @Managed('keys:read')
  @Answers(200, KeyUsage, 400, 401, 403, 404)
  @AsksFor(KeyUsageQuery)
  getKeyUsage(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
    @Query() query: KeyUsageQuery,
  ): Promise<KeyUsage> {
    return this.usage.ofKey(caller, workspaceId, keyId, query);
  }
}
