import { Inject, Injectable } from '@nestjs/common';
import type { ListQuery, SendMessageRequest } from '@latchkey/contracts';
import { type Database, type KeyRecord, NotFoundError, type Page, SendMessage } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { nextCursorOf, pageRequestOf } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toDeviceView, toMessageView } from './messaging.presenter.js';

const toList = <T extends { readonly id: string }>(page: Page<T>, view: (item: T) => object): WireResult => ({
  kind: 'list',
  items: page.items.map(view),
  nextCursor: nextCursorOf(page),
});

/** The reference API behind the gate. The workspace is always the key's own. */
@Injectable()
export class MessagingService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SendMessage) private readonly sendMessage: SendMessage,
  ) {}

  async devices({ workspace }: KeyRecord, query: ListQuery): Promise<WireResult> {
    return toList(await this.database.devices.page(workspace.id, pageRequestOf(query)), toDeviceView);
  }

  async messages({ workspace }: KeyRecord, query: ListQuery): Promise<WireResult> {
    return toList(await this.database.messages.page(workspace.id, pageRequestOf(query)), toMessageView);
  }

  async message({ workspace }: KeyRecord, messageId: string): Promise<WireResult> {
    const message = await this.database.messages.find(workspace.id, messageId);
    if (message === null) throw new NotFoundError('message');
    return { kind: 'item', item: toMessageView(message) };
  }

  async send({ key, workspace }: KeyRecord, body: SendMessageRequest): Promise<WireResult> {
    const message = await this.sendMessage.execute({ ...body, workspaceId: workspace.id, keyId: key.id });
    return { kind: 'item', item: toMessageView(message) };
  }
}
