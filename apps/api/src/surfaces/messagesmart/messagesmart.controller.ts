import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OwnKeyView, SendTextMessageRequest, TextMessageView } from '@latchkey/contracts';
import type { Claim, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentClaim, CurrentKey } from '../../gate/caller.decorator.js';
import { Guarded } from '../../gate/guarded.decorator.js';
import { Answers } from '../../http/answers.decorator.js';
import { Surface } from '../surface.decorator.js';
import { MessagesmartService } from './messagesmart.service.js';

@Surface('messagesmart')
@ApiTags('messagesmart')
@Controller('api/v1')
export class MessagesmartController {
  constructor(@Inject(MessagesmartService) private readonly messagesmart: MessagesmartService) {}

  @Post('whatsapp/messages/text')
  @Guarded('messages:write', { messages: 1 })
  @Answers(201, TextMessageView, 400, 401, 403, 409, 429)
  sendTextMessage(
    @CurrentKey() record: KeyRecord,
    @CurrentClaim() claim: Claim | null,
    @Body() body: SendTextMessageRequest,
  ): Promise<WireResult> {
    return this.messagesmart.sendText(record, claim, body);
  }

  /** Any key may see itself, also one whose quota is used up. */
  @Get('api-key')
  @Guarded(null, { metering: 'charge_rate' })
  @Answers(200, OwnKeyView, 401, 403, 429)
  getOwnKey(@CurrentKey() record: KeyRecord): Promise<WireResult> {
    return this.messagesmart.ownKey(record);
  }
}
