import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AccountPage,
  AccountView,
  CreateUserRequest,
  ListQuery,
  PasswordResetLink,
  UpdateUserRequest,
} from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { OperatorOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { PasswordsService } from './passwords.service.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(
    @Inject(UsersService) private readonly users: UsersService,
    @Inject(PasswordsService) private readonly passwords: PasswordsService,
  ) {}

  @Get()
  @OperatorOnly()
  @Answers(200, AccountPage, 400, 401, 403)
  @AsksFor(ListQuery)
  listUsers(@Query() query: ListQuery): Promise<AccountPage> {
    return this.users.list(query);
  }

  /**
   * Not remembered by its name: what is kept of a request to compare it with would tell of the password. A session that
   * was left open makes no operator: that one's sign-in would be fresh.
   */
  @Post()
  @OperatorOnly({ freshSignIn: true })
  @Unrecorded()
  @Answers(201, AccountView, 400, 401, 403, 409)
  createUser(@CurrentCaller() caller: Caller, @Body() body: CreateUserRequest): Promise<AccountView> {
    return this.users.create(caller, body);
  }

  @Patch(':userId')
  @OperatorOnly({ freshSignIn: true })
  @Answers(200, AccountView, 400, 401, 403, 404, 409)
  updateUser(
    @CurrentCaller() caller: Caller,
    @Param('userId') userId: string,
    @Body() body: UpdateUserRequest,
  ): Promise<AccountView> {
    return this.users.update(caller, userId, body);
  }

  @Post(':userId/password-reset')
  @OperatorOnly({ freshSignIn: true })
  @Unrecorded()
  @Answers(201, PasswordResetLink, 401, 403, 404, 409)
  createPasswordResetLink(
    @CurrentCaller() caller: Caller,
    @Param('userId') userId: string,
    @Req() request: FastifyRequest,
  ): Promise<PasswordResetLink> {
    return this.passwords.resetLink(caller, userId, request);
  }

  @Post(':userId/two-factor/reset')
  @HttpCode(204)
  @OperatorOnly({ freshSignIn: true })
  @Answers(204, null, 401, 403, 404, 409)
  resetTwoFactor(@CurrentCaller() caller: Caller, @Param('userId') userId: string): Promise<void> {
    return this.users.takeOffTwoFactor(caller, userId);
  }

  @Post(':userId/leave')
  @HttpCode(200)
  @OperatorOnly({ freshSignIn: true })
  @Answers(200, AccountView, 401, 403, 404, 409)
  letUserLeave(@CurrentCaller() caller: Caller, @Param('userId') userId: string): Promise<AccountView> {
    return this.users.letLeave(caller, userId);
  }
}
