import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, MessagePage, MessageView, SendMessageRequest } from '@latchkey/contracts';
import type { Claim, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentClaim, CurrentKey } from '../../gate/caller.decorator.js';
import { Guarded } from '../../gate/guarded.decorator.js';
import { resourceInBody } from '../../gate/named-resource.js';
import { Answers, AsksFor } from '../../http/answers.decorator.js';
import { MessagingService } from '../../messaging/messaging.service.js';
import { Surface } from '../surface.decorator.js';

@Surface('wastack')
@ApiTags('wastack')
@Controller('api/v1/messages')
export class WastackMessagesController {
  constructor(@Inject(MessagingService) private readonly messaging: MessagingService) {}

  @Get()
  @Guarded('messages:read')
  @Answers(200, MessagePage, 400, 401, 403, 429)
  @AsksFor(ListQuery)
  listWastackMessages(@CurrentKey() record: KeyRecord, @Query() query: ListQuery): Promise<WireResult> {
    return this.messaging.messages(record, query);
  }

  @Post()
  @Guarded('messages:write', { resource: resourceInBody('deviceId'), messages: 1 })
  @Answers(201, MessageView, 400, 401, 403, 409, 429)
  sendWastackMessage(
    @CurrentKey() record: KeyRecord,
    @CurrentClaim() claim: Claim | null,
    @Body() body: SendMessageRequest,
  ): Promise<WireResult> {
    return this.messaging.send(record, claim, body);
  }
}
