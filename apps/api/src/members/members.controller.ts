import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AddMemberRequest, ChangeRoleRequest, ListQuery, MemberPage, MemberView } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed, OperatorOnly } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { MembersService } from './members.service.js';

@ApiTags('members')
@Controller('v1/workspaces/:workspaceId/members')
export class MembersController {
  constructor(@Inject(MembersService) private readonly members: MembersService) {}

  @Get()
  @Managed('team:read', { liveOnly: true })
  @Answers(200, MemberPage, 400, 401, 403, 404)
  @AsksFor(ListQuery)
  listMembers(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: ListQuery,
  ): Promise<MemberPage> {
    return this.members.list(caller, workspaceId, query);
  }

  /** Tells whether an address has an account, so it is not for whoever manages a team: they invite. */
  @Post()
  @OperatorOnly()
  @Answers(201, MemberView, 400, 401, 403, 404, 409)
  addMember(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: AddMemberRequest,
  ): Promise<MemberView> {
    return this.members.add(caller, workspaceId, body);
  }

  @Patch(':userId')
  @Managed('team:write', { liveOnly: true })
  @Answers(200, MemberView, 400, 401, 403, 404, 409)
  changeRole(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('userId') userId: string,
    @Body() body: ChangeRoleRequest,
  ): Promise<MemberView> {
    return this.members.changeRole(caller, workspaceId, userId, body);
  }

  @Delete(':userId')
  @HttpCode(204)
  @Managed('team:write', { liveOnly: true })
  @Answers(204, null, 401, 403, 404, 409)
  removeMember(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('userId') userId: string,
  ): Promise<void> {
    return this.members.remove(caller, workspaceId, userId);
  }
}
