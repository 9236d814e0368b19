import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccountPage, AccountView, CreateUserRequest, ListQuery } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { OperatorOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(@Inject(UsersService) private readonly users: UsersService) {}

  @Get()
  @OperatorOnly()
  @Answers(200, AccountPage, 400, 401, 403)
  @AsksFor(ListQuery)
  listUsers(@Query() query: ListQuery): Promise<AccountPage> {
    return this.users.list(query);
  }

  /** Not remembered by its name: what is kept of a request to compare it with would tell of the password. */
  @Post()
  @OperatorOnly()
  @Unrecorded()
  @Answers(201, AccountView, 400, 401, 403, 409)
  createUser(@CurrentCaller() caller: Caller, @Body() body: CreateUserRequest): Promise<AccountView> {
    return this.users.create(caller, body);
  }

  @Post(':userId/leave')
  @HttpCode(200)
  @OperatorOnly()
  @Answers(200, AccountView, 401, 403, 404, 409)
  letUserLeave(@CurrentCaller() caller: Caller, @Param('userId') userId: string): Promise<AccountView> {
    return this.users.letLeave(caller, userId);
  }
}
