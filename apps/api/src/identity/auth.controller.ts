import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConfirmRequest, CurrentUser, SignedIn, SignInRequest } from '@latchkey/contracts';
import type { OpenSession } from '@latchkey/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedInOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { IdentityService } from './identity.service.js';
import { CurrentSession } from './open-session.decorator.js';
import { SignInThrottle } from './sign-in-throttle.js';

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
  @SignedInOnly()
  @Unrecorded()
  @Answers(204, null, 401, 403)
  signOut(
    @CurrentSession() open: OpenSession,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.identity.signOut(open, request, reply);
  }

  @Post('confirm')
  @HttpCode(200)
  @SignedInOnly()
  @Unrecorded()
  @Answers(200, CurrentUser, 400, 401, 403)
  confirmSignIn(
    @CurrentSession() open: OpenSession,
    @Body() body: ConfirmRequest,
    @Req() request: FastifyRequest,
  ): Promise<CurrentUser> {
    return this.identity.confirm(open, body, request);
  }

  @Get('me')
  @SignedInOnly()
  @Answers(200, CurrentUser, 401, 403)
  currentUser(@CurrentSession() open: OpenSession, @Req() request: FastifyRequest): Promise<CurrentUser> {
    return this.identity.currentUser(open, request);
  }
}
