import { withStatus } from '../messaging/after-handover.js';
import { advances, type Message } from '../messaging/message.js';
import type { MessageNews } from '../messaging/message-news.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { tellOfMessage } from './message-changes.js';

/**
 * Takes down what a provider tells of messages later on. It tells at least once and in any order, so news that says no
 * more than is known changes nothing, and of messages that are not ours neither.
 */
export class TakeMessageNews {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * One after the other, each in a transaction of its own, and none is held up by one before it that cannot be taken.
   * When it rejects, with the first failure, the provider tells all of it again.
   */
  async execute(news: readonly MessageNews[]): Promise<void> {
    const failures: Error[] = [];
    for (const item of news) await this.take(item).catch((error: Error) => failures.push(error));
    if (failures[0] !== undefined) throw failures[0];
  }

  private async take(news: MessageNews): Promise<void> {
    const { providerMessageId, failure } = news;
    const found = await this.database.messages.findHandedOver(providerMessageId, news.messageId);
    if (found === null || !advances(found.status, news.status) || !(await this.isFromItsNumber(found, news))) return;
    await this.database.transaction(async (stores) => {
      const message = await stores.messages.lock(found.workspaceId, found.id);
      if (message === null || !advances(message.status, news.status)) return;
      // Meanwhile the provider may have taken it on under another id.
      if ((message.providerMessageId ?? providerMessageId) !== providerMessageId) return;
      const changed = withStatus(message, news.status, this.clock.nowMs());
      const after = { ...changed, failure, providerMessageId };
      await stores.messages.update(after);
      await tellOfMessage(stores, after, this.clock, this.random);
    });
  }

  /**
   * Our id goes out with every message, so whoever sends from a number of his own could give along one of somebody
   * else's. A removed device tells its number to nobody any more: then the provider's own id is good enough, and ours
   * is not.
   */
  private async isFromItsNumber(message: Message, news: MessageNews): Promise<boolean> {
    const device = await this.database.devices.find(message.workspaceId, message.deviceId);
    if (device === null) return message.providerMessageId === news.providerMessageId;
    return device.whatsAppPhoneNumberId === news.whatsAppPhoneNumberId;
  }
}
