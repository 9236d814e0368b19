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
  includesWebhooks,
  type KeyRecord,
  liveDenied,
  NotFoundError,
  noSuchDevice,
  SendMessage,
  staysInSandbox,
  WebhookTargets,
} from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { pageRequestOf } from '../http/cursor.js';
import { DeniedException } from '../http/request-context.js';
import { DATABASE } from '../ports.js';
import { MessageDispatchSchedule } from './message-dispatch-schedule.js';
import { toDeviceView, toLinkingDeviceView, toMessageView } from './messaging.presenter.js';
import { findReachable } from './reachable-device.js';
import { WEBHOOK_URL_HEADER } from './webhook-url.js';
import { toItem, toList } from './wire-results.js';

/** With what its headers say. */
export interface OutgoingMessage extends SendMessageRequest {
  readonly webhookUrl?: string | null;
}

/** The reference API behind the gate. The workspace is always the key's own, and of its devices those within reach. */
@Injectable()
export class MessagingService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SendMessage) private readonly sendMessage: SendMessage,
    @Inject(AddDevice) private readonly newDevice: AddDevice,
    @Inject(WebhookTargets) private readonly targets: WebhookTargets,
    @Inject(MessageDispatchSchedule) private readonly dispatch: MessageDispatchSchedule,
  ) {}

  async devices({ workspace, devices, key }: KeyRecord, query: ListQuery): Promise<WireResult> {
    const page = pageRequestOf(query);
    return toList(await this.database.devices.page(workspace.id, page, devices, staysInSandbox(key)), toDeviceView);
  }

  async device(record: KeyRecord, deviceId: string): Promise<WireResult> {
    const device = await findReachable(this.database, record, deviceId, () => new NotFoundError('device'));
    return toItem(device, toDeviceView);
  }

  /** A key that is restricted to devices would make one that it may not touch. */
  async addDevice(record: KeyRecord, caller: Caller, body: CreateDeviceRequest): Promise<WireResult> {
    if (record.devices !== null) throw new DeniedException(deny('resource_denied', record));
    const { id: workspaceId } = record.workspace;
    const before = await createdBefore(caller.claim, (id) => this.database.devices.find(workspaceId, id));
    if (before !== null) return { kind: 'item', item: toLinkingDeviceView(before, null) };
    const { device, pairingCode } = await this.newDevice.execute(caller, { ...body, workspaceId });
    return { kind: 'item', item: toLinkingDeviceView(device, pairingCode) };
  }

  async messages({ workspace, devices, key }: KeyRecord, query: ListQuery): Promise<WireResult> {
    const page = pageRequestOf(query);
    return toList(await this.database.messages.page(workspace.id, page, devices, staysInSandbox(key)), toMessageView);
  }

  /** Whose device sent it is known only when it has been read, so the gate could not decide about that. */
  async message(record: KeyRecord, messageId: string): Promise<WireResult> {
    const absent = () => new NotFoundError('message');
    const message = await findOwn(this.database.messages, record.workspace.id, messageId, absent);
    const denied = liveDenied(record, !message.sandbox) ?? deviceDenied(record, message.deviceId);
    if (denied !== null) throw new DeniedException(denied);
    return toItem(message, toMessageView);
  }

  /** What an earlier attempt at this request has sent; `null` where there is none. */
  async sentBefore({ workspace }: KeyRecord, claim: Claim | null): Promise<WireResult | null> {
    const before = await createdBefore(claim, (id) => this.database.messages.find(workspace.id, id));
    return before && toItem(before, toMessageView);
  }

  /** Answers as soon as the message is in the outbox, from where it goes on at once. */
  async send(record: KeyRecord, claim: Claim | null, body: OutgoingMessage): Promise<WireResult> {
    const { key, workspace, devices } = record;
    const before = await this.sentBefore(record, claim);
    if (before !== null) return before;
    if (typeof body.webhookUrl === 'string') this.assertMayBeTold(record, body.webhookUrl);
    const onlySandbox = staysInSandbox(key);
    if (onlySandbox && body.deviceId !== undefined)
      await findReachable(this.database, record, body.deviceId, noSuchDevice);
    const origin = { workspaceId: workspace.id, keyId: key.id, among: devices, onlySandbox, claim };
    const message = await this.sendMessage.execute({ ...body, ...origin });
    this.dispatch.wake();
    return toItem(message, toMessageView);
  }

  private assertMayBeTold(record: KeyRecord, webhookUrl: string): void {
    if (!includesWebhooks(record.plan)) throw new DeniedException(deny('entitlement_missing', record, ['webhooks']));
    this.targets.check(WEBHOOK_URL_HEADER, webhookUrl);
  }
}
