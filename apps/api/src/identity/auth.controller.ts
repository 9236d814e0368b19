import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, SignedIn, SignInRequest } from '@latchkey/contracts';
import type { OpenSession } from '@latchkey/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperatorOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { IdentityService } from './identity.service.js';
import { CurrentSession } from './open-session.decorator.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { toCurrentUser } from './user.presenter.js';

@ApiTags('auth')
@Controller('v1/auth')
export class AuthController {
  constructor(@Inject(IdentityService) private readonly identity: IdentityService) {}

  @Post('login')
  @HttpCode(200)
  @UseGuards(SignInThrottle)
  @Answers(200, SignedIn, 400, 401, 403, 429)
  signIn(
    @Body() body: SignInRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedIn> {
    return this.identity.signIn(body, request, reply);
  }

  @Post('logout')
  @HttpCode(204)
  @OperatorOnly()
  @Unrecorded()
  @Answers(204, null, 401, 403)
  signOut(
    @CurrentSession() open: OpenSession,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.identity.signOut(open, request, reply);
  }

  @Get('me')
  @OperatorOnly()
  @Answers(200, CurrentUser, 401, 403)
  currentUser(@CurrentSession() open: OpenSession): CurrentUser {
    return toCurrentUser(open);
  }
}
