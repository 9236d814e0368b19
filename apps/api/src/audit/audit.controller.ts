import { Controller, Get, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditFilterQuery, AuditPage, AuditVerification, ListAuditQuery, VerifyAuditQuery } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers, AnswersCsv, AsksFor } from '../http/answers.decorator.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Controller('v1/workspaces/:workspaceId')
export class AuditController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Get('audit')
  @Managed('audit:read', { liveOnly: true })
  @Answers(200, AuditPage, 400, 401, 403, 404)
  @AsksFor(ListAuditQuery)
  listAuditEntries(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: ListAuditQuery,
  ): Promise<AuditPage> {
    return this.audit.list(caller, workspaceId, query);
  }

  @Get('audit.csv')
  @Managed('audit:read', { liveOnly: true })
  @AnswersCsv(400, 401, 403, 404)
  @AsksFor(AuditFilterQuery)
  exportAuditEntries(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: AuditFilterQuery,
  ): Promise<StreamableFile> {
    return this.audit.export(caller, workspaceId, query);
  }

  @Get('audit/verification')
  @Managed('audit:read', { liveOnly: true })
  @Answers(200, AuditVerification, 400, 401, 403, 404)
  @AsksFor(VerifyAuditQuery)
  verifyAudit(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: VerifyAuditQuery,
  ): Promise<AuditVerification> {
    return this.audit.verify(caller, workspaceId, query);
  }
}
