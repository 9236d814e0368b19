import { Inject, Injectable } from '@nestjs/common';
import type { CreateDeviceRequest, ListQuery, SendMessageRequest } from '@latchkey/contracts';
import {
  AddDevice,
  type Caller,
  type Claim,
  createdBefore,
  type Database,
  deny,
  deviceDenied,
  findOwn,
  type KeyRecord,
  NotFoundError,
  type Page,
  SendMessage,
} from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { nextCursorOf, pageRequestOf } from '../http/cursor.js';
import { DeniedException } from '../http/request-context.js';
import { DATABASE } from '../ports.js';
import { toDeviceView, toMessageView } from './messaging.presenter.js';

const toList = <T extends { readonly id: string }>(page: Page<T>, view: (item: T) => object): WireResult => ({
  kind: 'list',
  items: page.items.map(view),
  nextCursor: nextCursorOf(page),
});

/** The reference API behind the gate. The workspace is always the key's own, and of its devices those within reach. */
@Injectable()
export class MessagingService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SendMessage) private readonly sendMessage: SendMessage,
    @Inject(AddDevice) private readonly newDevice: AddDevice,
  ) {}

  async devices({ workspace, devices }: KeyRecord, query: ListQuery): Promise<WireResult> {
    return toList(await this.database.devices.page(workspace.id, pageRequestOf(query), devices), toDeviceView);
  }

  async device({ workspace }: KeyRecord, deviceId: string): Promise<WireResult> {
    const absent = () => new NotFoundError('device');
    return { kind: 'item', item: toDeviceView(await findOwn(this.database.devices, workspace.id, deviceId, absent)) };
  }

  /** A key that is restricted to devices would make one that it may not touch. */
  async addDevice(record: KeyRecord, caller: Caller, { name }: CreateDeviceRequest): Promise<WireResult> {
    if (record.devices !== null) throw new DeniedException(deny('resource_denied', record));
    const { id: workspaceId } = record.workspace;
    const before = await createdBefore(caller.claim, (id) => this.database.devices.find(workspaceId, id));
    const device = before ?? (await this.newDevice.execute(caller, { workspaceId, name }));
    return { kind: 'item', item: toDeviceView(device) };
  }

  async messages({ workspace, devices }: KeyRecord, query: ListQuery): Promise<WireResult> {
    return toList(await this.database.messages.page(workspace.id, pageRequestOf(query), devices), toMessageView);
  }

  /** Whose device sent it is known only when it has been read, so the gate could not decide about that. */
  async message(record: KeyRecord, messageId: string): Promise<WireResult> {
    const absent = () => new NotFoundError('message');
    const message = await findOwn(this.database.messages, record.workspace.id, messageId, absent);
    const denied = deviceDenied(record, message.deviceId);
    if (denied !== null) throw new DeniedException(denied);
    return { kind: 'item', item: toMessageView(message) };
  }

  async send(record: KeyRecord, claim: Claim | null, body: SendMessageRequest): Promise<WireResult> {
    const { key, workspace, devices } = record;
    const before = await createdBefore(claim, (id) => this.database.messages.find(workspace.id, id));
    const origin = { workspaceId: workspace.id, keyId: key.id, among: devices, claim };
    const message = before ?? (await this.sendMessage.execute({ ...body, ...origin }));
    return { kind: 'item', item: toMessageView(message) };
  }
}
