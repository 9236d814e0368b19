import { Controller, Delete, Get, HttpCode, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, SessionPage } from '@latchkey/contracts';
import type { OpenSession } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { SignedInOnly } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { originOf } from '../http/request-context.js';
import { CurrentSession } from './open-session.decorator.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('auth')
@Controller('v1/auth/sessions')
export class SessionsController {
  constructor(@Inject(SessionsService) private readonly sessions: SessionsService) {}

  @Get()
  @SignedInOnly()
  @Answers(200, SessionPage, 400, 401, 403)
  @AsksFor(ListQuery)
  listSessions(@CurrentSession() open: OpenSession, @Query() query: ListQuery): Promise<SessionPage> {
    return this.sessions.list(open, query);
  }

  @Delete()
  @HttpCode(204)
  @SignedInOnly()
  @Answers(204, null, 401, 403)
  endOtherSessions(@CurrentSession() open: OpenSession, @Req() request: FastifyRequest): Promise<void> {
    return this.sessions.endOthers(open, originOf(request));
  }

  @Delete(':sessionId')
  @HttpCode(204)
  @SignedInOnly()
  @Answers(204, null, 401, 403, 404)
  endSession(
    @CurrentSession() open: OpenSession,
    @Param('sessionId') sessionId: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.sessions.end(open, sessionId, originOf(request));
  }
}
