import { Controller, Get, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, StatementMonthPage, StatementsOfApiQuery, StatementView } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed, OperatorOnly } from '../gate/managed.decorator.js';
import { Answers, AnswersCsv, AsksFor } from '../http/answers.decorator.js';
import { StatementsService } from './statements.service.js';

@ApiTags('statements')
@Controller('v1')
export class StatementsController {
  constructor(@Inject(StatementsService) private readonly statements: StatementsService) {}

  @Get('workspaces/:workspaceId/statements')
  @Managed('billing:read', { liveOnly: true })
  @Answers(200, StatementMonthPage, 400, 401, 403, 404)
  @AsksFor(ListQuery)
  listStatements(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: ListQuery,
  ): Promise<StatementMonthPage> {
    return this.statements.list(caller, workspaceId, query);
  }

  @Get('workspaces/:workspaceId/statements/:month.csv')
  @Managed('billing:read', { liveOnly: true })
  @AnswersCsv(400, 401, 403, 404)
  getStatementCsv(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('month') month: string,
  ): Promise<StreamableFile> {
    return this.statements.csv(caller, workspaceId, month);
  }

  @Get('workspaces/:workspaceId/statements/:month')
  @Managed('billing:read', { liveOnly: true })
  @Answers(200, StatementView, 400, 401, 403, 404)
  getStatement(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('month') month: string,
  ): Promise<StatementView> {
    return this.statements.find(caller, workspaceId, month);
  }

  @Get('statements/:month.csv')
  @OperatorOnly()
  @AnswersCsv(400, 401, 403, 404)
  @AsksFor(StatementsOfApiQuery)
  getStatementsCsv(@Param('month') month: string, @Query() query: StatementsOfApiQuery): Promise<StreamableFile> {
    return this.statements.csvOfApi(query.apiId, month);
  }
}
