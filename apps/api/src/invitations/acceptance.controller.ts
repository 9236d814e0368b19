import { Body, Controller, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AcceptedInvitation,
  AcceptInvitationRequest,
  InvitationPreview,
  PreviewInvitationRequest,
} from '@latchkey/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.decorator.js';
import { AcceptanceService } from './acceptance.service.js';
import { AcceptanceThrottle } from './acceptance-throttle.js';

/** For whoever holds a token. It is sent in the body: an address would be logged on its way. */
@ApiTags('invitations')
@Controller('v1/invitations')
export class AcceptanceController {
  constructor(@Inject(AcceptanceService) private readonly acceptance: AcceptanceService) {}

  @Post('preview')
  @HttpCode(200)
  @UseGuards(AcceptanceThrottle)
  @Answers(200, InvitationPreview, 400, 404, 429)
  previewInvitation(
    @Body() body: PreviewInvitationRequest,
    @Req() request: FastifyRequest,
  ): Promise<InvitationPreview> {
    return this.acceptance.preview(body, request);
  }

  @Post('accept')
  @HttpCode(200)
  @UseGuards(AcceptanceThrottle)
  @Answers(200, AcceptedInvitation, 400, 401, 403, 404, 409, 429)
  acceptInvitation(
    @Body() body: AcceptInvitationRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedInvitation> {
    return this.acceptance.accept(body, request, reply);
  }
}
