import { Inject, Injectable } from '@nestjs/common';
import type { SendTextMessageRequest } from '@latchkey/contracts';
import { type Claim, type Clock, type Database, type KeyRecord, MeteredUse, quotaMeter } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { MessagingService } from '../../messaging/messaging.service.js';
import { CLOCK, DATABASE } from '../../ports.js';
import { toOwnKey, toTextMessage } from './messagesmart.presenter.js';
import { senderDevice } from './sender-device.js';

/** MessageSmart's names for a device, and for what a key is. */
@Injectable()
export class MessagesmartService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MessagingService) private readonly messaging: MessagingService,
    @Inject(MeteredUse) private readonly meteredUse: MeteredUse,
  ) {}

  async sendText(record: KeyRecord, claim: Claim | null, request: SendTextMessageRequest): Promise<WireResult> {
    const before = await this.messaging.sentBefore(record, claim);
    return toTextMessage(before ?? (await this.sendFromItsDevice(record, claim, request)), request);
  }

  private async sendFromItsDevice(
    record: KeyRecord,
    claim: Claim | null,
    request: SendTextMessageRequest,
  ): Promise<WireResult> {
    const { id: deviceId } = await senderDevice(this.database, record, request);
    return this.messaging.send(record, claim, { deviceId, to: request.to, body: request.body });
  }

  async ownKey(record: KeyRecord): Promise<WireResult> {
    const quota = quotaMeter(record.key);
    const use = quota === null ? null : await this.meteredUse.of(quota);
    return toOwnKey(record, use, this.clock.nowMs());
  }
}
