import { Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '@latchkey/domain';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { SignedInOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { MembersService } from './members.service.js';

@ApiTags('members')
@Controller('v1/workspaces/:workspaceId/leave')
export class LeaveController {
  constructor(@Inject(MembersService) private readonly members: MembersService) {}

  /** Not remembered by its name: the session that asks is over with the answer. */
  @Post()
  @HttpCode(204)
  @SignedInOnly()
  @Unrecorded()
  @Answers(204, null, 401, 403, 404, 409)
  leaveWorkspace(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.members.leave(caller, workspaceId, reply);
  }
}
