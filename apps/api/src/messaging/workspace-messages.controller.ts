import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ListMessagesQuery,
  MessageOfWorkspacePage,
  MessageOfWorkspaceView,
  SendMessageRequest,
} from '@latchkey/contracts';
import type { Caller, Principal } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentCaller, CurrentPrincipal } from '../gate/caller.decorator.js';
import { ManagedWork } from '../gate/managed.decorator.js';
import { resourceInBody, resourceInQuery } from '../gate/named-resource.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { toMessageOfWorkspace } from './messaging.presenter.js';
import { MessagingService } from './messaging.service.js';

/** The messages of the guarded API, for the people of the workspace as well. */
@ApiTags('messages')
@Controller('v1/workspaces/:workspaceId/messages')
export class WorkspaceMessagesController {
  constructor(@Inject(MessagingService) private readonly messaging: MessagingService) {}

  @Get()
  @ManagedWork('messages:read', { resource: resourceInQuery('deviceId') })
  @Answers(200, MessageOfWorkspacePage, 400, 401, 403, 404)
  @AsksFor(ListMessagesQuery)
  listWorkspaceMessages(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListMessagesQuery,
  ): Promise<WireResult> {
    return this.messaging.messages(principal, query, toMessageOfWorkspace);
  }

  @Post()
  @ManagedWork('messages:write', { resource: resourceInBody('deviceId'), messages: 1 })
  @Answers(201, MessageOfWorkspaceView, 400, 401, 403, 404, 409)
  sendWorkspaceMessage(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() { claim }: Caller,
    @Body() body: SendMessageRequest,
  ): Promise<WireResult> {
    return this.messaging.send(principal, claim, body, toMessageOfWorkspace);
  }

  @Get(':messageId')
  @ManagedWork('messages:read')
  @Answers(200, MessageOfWorkspaceView, 401, 403, 404)
  getWorkspaceMessage(
    @CurrentPrincipal() principal: Principal,
    @Param('messageId') messageId: string,
  ): Promise<WireResult> {
    return this.messaging.message(principal, messageId, toMessageOfWorkspace);
  }
}
