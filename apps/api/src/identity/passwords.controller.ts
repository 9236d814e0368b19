import { Body, Controller, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import {
  AskPasswordResetRequest,
  ChangePasswordRequest,
  FinishPasswordResetRequest,
  PasswordResetAsked,
} from '@latchkey/contracts';
import type { Caller, OpenSession } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { SignedInOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { originOf } from '../http/request-context.js';
import { CurrentSession } from './open-session.decorator.js';
import { PasswordResetThrottle } from './password-reset-throttle.js';
import { PasswordsService } from './passwords.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

@ApiTags('auth')
@Controller('v1/auth')
export class PasswordsController {
  constructor(@Inject(PasswordsService) private readonly passwords: PasswordsService) {}

  @Post('password')
  @HttpCode(204)
  @SignedInOnly()
  @Unrecorded()
  @Answers(204, null, 400, 401, 403)
  changePassword(
    @CurrentCaller() caller: Caller,
    @CurrentSession() open: OpenSession,
    @Body() body: ChangePasswordRequest,
  ): Promise<void> {
    return this.passwords.change(caller, open, body);
  }

  /** The same answer whether or not there is such an account. */
  @Post('password-reset')
  @HttpCode(202)
  @UseGuards(PasswordResetThrottle)
  @Answers(202, PasswordResetAsked, 400, 429)
  askPasswordReset(@Body() body: AskPasswordResetRequest, @Req() request: FastifyRequest): Promise<PasswordResetAsked> {
    return this.passwords.askReset(body, originOf(request));
  }

  @Post('password-reset/finish')
  @HttpCode(204)
  @UseGuards(SignInThrottle)
  @SkipThrottle({ account: true })
  @Answers(204, null, 400, 403, 429)
  finishPasswordReset(@Body() body: FinishPasswordResetRequest, @Req() request: FastifyRequest): Promise<void> {
    return this.passwords.finishReset(body, request);
  }
}
