import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LeakAnswer, ReportLeakRequest } from '@latchkey/contracts';
import type { FastifyRequest } from 'fastify';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { LeaksService } from './leaks.service.js';

@ApiTags('leaks')
@Controller('v1/leaks')
export class LeaksController {
  constructor(@Inject(LeaksService) private readonly leaks: LeaksService) {}

  /** For whoever holds a key and wants it dead: it needs no other credential. */
  @Post()
  @HttpCode(200)
  @Unrecorded()
  @Answers(200, LeakAnswer, 400, 429)
  reportLeak(@Body() body: ReportLeakRequest, @Req() request: FastifyRequest): Promise<LeakAnswer> {
    return this.leaks.report(body, request);
  }
}
