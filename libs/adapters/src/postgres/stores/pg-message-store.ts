import type { AmongDevices, Message, MessageStore, Page, PageRequest } from '@latchkey/domain';
import { MessageEntity } from '../entities/message.entity.js';
import { fromMessage, toMessage } from '../mappers/message.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgMessageStore implements MessageStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<Message | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(MessageEntity, { workspaceId, id });
      return row && toMessage(row);
    });
  }

  exists(id: string): Promise<boolean> {
    return this.statements.run((manager) => manager.existsBy(MessageEntity, { id }));
  }

  page(workspaceId: string, page: PageRequest, among: AmongDevices = null): Promise<Page<Message>> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(MessageEntity, 'message')
        .where('message.workspaceId = :workspaceId', { workspaceId });
      if (among !== null) query.andWhere('message.deviceId = ANY(:devices)', { devices: [...among] });
      return pageOf(query, page, toMessage);
    });
  }

  insert(message: Message): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(MessageEntity, fromMessage(message));
    });
  }
}
