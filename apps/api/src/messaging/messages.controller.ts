import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { ListQuery, MessagePage, MessageView, SendMessageRequest } from '@latchkey/contracts';
import type { Claim, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentClaim, CurrentKey } from '../gate/caller.decorator.js';
import { Guarded } from '../gate/guarded.decorator.js';
import { resourceInBody } from '../gate/named-resource.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { MessagingService } from './messaging.service.js';
import { WebhookUrl } from './webhook-url.js';

const WEBHOOK_URL_MEANING = "Is told of this message, in place of the workspace's webhooks.";

@ApiTags('messages')
@Controller('v1/messages')
export class MessagesController {
  constructor(@Inject(MessagingService) private readonly messaging: MessagingService) {}

  @Get()
  @Guarded('messages:read')
  @Answers(200, MessagePage, 400, 401, 403, 429)
  @AsksFor(ListQuery)
  listMessages(@CurrentKey() record: KeyRecord, @Query() query: ListQuery): Promise<WireResult> {
    return this.messaging.messages(record, query);
  }

  @Post()
  @ApiHeader({ name: 'X-Webhook-URL', required: false, description: WEBHOOK_URL_MEANING })
  @Guarded('messages:write', { resource: resourceInBody('deviceId'), messages: 1 })
  @Answers(201, MessageView, 400, 401, 403, 409, 429)
  sendMessage(
    @CurrentKey() record: KeyRecord,
    @CurrentClaim() claim: Claim | null,
    @WebhookUrl() webhookUrl: string | null,
    @Body() body: SendMessageRequest,
  ): Promise<WireResult> {
    return this.messaging.send(record, claim, { ...body, webhookUrl });
  }

  @Get(':messageId')
  @Guarded('messages:read')
  @Answers(200, MessageView, 401, 403, 404, 429)
  getMessage(@CurrentKey() record: KeyRecord, @Param('messageId') messageId: string): Promise<WireResult> {
    return this.messaging.message(record, messageId);
  }
}
