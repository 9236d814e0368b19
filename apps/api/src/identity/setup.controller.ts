import { Body, Controller, Get, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { SetupRequest, SetupStatus, SignedIn } from '@latchkey/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.decorator.js';
import { IdentityService } from './identity.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

@ApiTags('setup')
@Controller('v1/setup')
export class SetupController {
  constructor(@Inject(IdentityService) private readonly identity: IdentityService) {}

  @Get()
  @Answers(200, SetupStatus)
  setupStatus(): Promise<SetupStatus> {
    return this.identity.setupStatus();
  }

  @Post()
  @UseGuards(SignInThrottle)
  @SkipThrottle({ account: true })
  @Answers(201, SignedIn, 400, 403, 409, 429)
  setUp(
    @Body() body: SetupRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedIn> {
    return this.identity.setUp(body, request, reply);
  }
}
