import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AuditFilterQuery,
  AuditPage,
  AuditVerificationPage,
  ListAuditQuery,
  VerifyAuditQuery,
} from '@latchkey/contracts';
import { OperatorOnly } from '../gate/managed.decorator.js';
import { Answers, AnswersCsv, AsksFor } from '../http/answers.decorator.js';
import { AuditService } from './audit.service.js';

/** The whole log: of every workspace, and of what concerns none. */
@ApiTags('audit')
@Controller('v1')
export class InstallationAuditController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Get('audit')
  @OperatorOnly()
  @Answers(200, AuditPage, 400, 401, 403)
  @AsksFor(ListAuditQuery)
  listAllAuditEntries(@Query() query: ListAuditQuery): Promise<AuditPage> {
    return this.audit.listAll(query);
  }

  @Get('audit.csv')
  @OperatorOnly()
  @AnswersCsv(400, 401, 403)
  @AsksFor(AuditFilterQuery)
  exportAllAuditEntries(@Query() query: AuditFilterQuery): Promise<StreamableFile> {
    return this.audit.exportAll(query);
  }

  @Get('audit/verification')
  @OperatorOnly()
  @Answers(200, AuditVerificationPage, 400, 401, 403)
  @AsksFor(VerifyAuditQuery)
  verifyAllAudit(@Query() query: VerifyAuditQuery): Promise<AuditVerificationPage> {
    return this.audit.verifyAll(query);
  }
}
