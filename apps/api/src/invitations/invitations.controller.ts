import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateInvitationRequest, InvitationPage, IssuedInvitation, ListQuery } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('invitations')
@Controller('v1/workspaces/:workspaceId/invitations')
export class InvitationsController {
  constructor(@Inject(InvitationsService) private readonly invitations: InvitationsService) {}

  @Get()
  @Managed('team:read', { liveOnly: true })
  @Answers(200, InvitationPage, 400, 401, 403, 404)
  @AsksFor(ListQuery)
  listInvitations(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: ListQuery,
  ): Promise<InvitationPage> {
    return this.invitations.list(caller, workspaceId, query);
  }

  @Post()
  @Managed('team:write', { liveOnly: true })
  @Answers(201, IssuedInvitation, 400, 401, 403, 404, 409, 429)
  createInvitation(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: CreateInvitationRequest,
    @Req() request: FastifyRequest,
  ): Promise<IssuedInvitation> {
    return this.invitations.create(caller, workspaceId, body, request);
  }

  @Post(':invitationId/resend')
  @HttpCode(200)
  @Managed('team:write', { liveOnly: true })
  @Answers(200, IssuedInvitation, 401, 403, 404, 409, 429)
  resendInvitation(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('invitationId') invitationId: string,
    @Req() request: FastifyRequest,
  ): Promise<IssuedInvitation> {
    return this.invitations.resend(caller, workspaceId, invitationId, request);
  }

  @Delete(':invitationId')
  @HttpCode(204)
  @Managed('team:write', { liveOnly: true })
  @Answers(204, null, 401, 403, 404, 409)
  revokeInvitation(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('invitationId') invitationId: string,
  ): Promise<void> {
    return this.invitations.revoke(caller, workspaceId, invitationId);
  }
}
