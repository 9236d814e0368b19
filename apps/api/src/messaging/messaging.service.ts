import { Inject, Injectable } from '@nestjs/common';
import type { CreateDeviceRequest, ListMessagesQuery, ListQuery, SendMessageRequest } from '@latchkey/contracts';
import {
  AddDevice,
  type Caller,
  type Claim,
  type ClaimOfRequest,
  createdBefore,
  type Database,
  deny,
  deviceDenied,
  findOwn,
  includesWebhooks,
  type KeyRecord,
  liveDenied,
  type Message,
  NotFoundError,
  noSuchDevice,
  type PersonAtWork,
  type Principal,
  reachOf,
  SendAsPerson,
  SendMessage,
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

interface ClaimedMessage extends OutgoingMessage {
  readonly claim: Claim | null;
}

/** The reference API behind the gate. The workspace is always the key's own, or the person's, and of its devices those within reach. */
@Injectable()
export class MessagingService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SendMessage) private readonly sendMessage: SendMessage,
    @Inject(SendAsPerson) private readonly sendAsPerson: SendAsPerson,
    @Inject(AddDevice) private readonly newDevice: AddDevice,
    @Inject(WebhookTargets) private readonly targets: WebhookTargets,
    @Inject(MessageDispatchSchedule) private readonly dispatch: MessageDispatchSchedule,
  ) {}

  async devices(principal: Principal, query: ListQuery): Promise<WireResult> {
    const { workspaceId, among, onlySandbox } = reachOf(principal);
    const page = pageRequestOf(query);
    return toList(await this.database.devices.page(workspaceId, page, among, onlySandbox), toDeviceView);
  }

  async device(principal: Principal, deviceId: string): Promise<WireResult> {
    const device = await findReachable(this.database, principal, deviceId, () => new NotFoundError('device'));
    return toItem(device, toDeviceView);
  }

  /** A key that is restricted to devices would make one that it may not touch. */
  async addDevice(principal: Principal, caller: Caller, body: CreateDeviceRequest): Promise<WireResult> {
    const { workspaceId, among, record } = reachOf(principal);
    if (among !== null) throw new DeniedException(deny('resource_denied', record));
    const before = await createdBefore(caller.claim, (id) => this.database.devices.find(workspaceId, id));
    if (before !== null) return { kind: 'item', item: toLinkingDeviceView(before, null) };
    const { device, pairingCode } = await this.newDevice.execute(caller, { ...body, workspaceId });
    return { kind: 'item', item: toLinkingDeviceView(device, pairingCode) };
  }

  async messages(principal: Principal, query: ListMessagesQuery, view = toMessageView): Promise<WireResult> {
    const { workspaceId, among, onlySandbox } = reachOf(principal);
    const { status, deviceId, sandbox } = query;
    const asked = {
      ...(status && { status }),
      ...(deviceId && { deviceId }),
      ...(sandbox !== undefined && { sandbox }),
    };
    return toList(
      await this.database.messages.page({ workspaceId, among, onlySandbox, ...asked }, pageRequestOf(query)),
      view,
    );
  }

  /** Whose device sent it is known only when it has been read, so the gate could not decide about that. */
  async message(principal: Principal, messageId: string, view = toMessageView): Promise<WireResult> {
    const { workspaceId, record } = reachOf(principal);
    const absent = () => new NotFoundError('message');
    const message = await findOwn(this.database.messages, workspaceId, messageId, absent);
    const denied = record && (liveDenied(record, !message.sandbox) ?? deviceDenied(record, message.deviceId));
    if (denied !== null) throw new DeniedException(denied);
    return toItem(message, view);
  }

  /** What an earlier attempt at this request has sent; `null` where there is none. */
  async sentBefore(principal: Principal, claim: ClaimOfRequest, view = toMessageView): Promise<WireResult | null> {
    const { workspaceId } = reachOf(principal);
    const before = await createdBefore(claim, (id) => this.database.messages.find(workspaceId, id));
    return before && toItem(before, view);
  }

  /** Answers as soon as the message is in the outbox, from where it goes on at once. */
  async send(
    principal: Principal,
    claim: ClaimOfRequest,
    body: OutgoingMessage,
    view = toMessageView,
  ): Promise<WireResult> {
    const before = await this.sentBefore(principal, claim, view);
    if (before !== null) return before;
    const outgoing = { ...body, claim: claim ?? null };
    const message =
      'key' in principal ? await this.sendByKey(principal, outgoing) : await this.sendByPerson(principal, outgoing);
    this.dispatch.wake();
    return toItem(message, view);
  }

  /** The gate has charged it. */
  private async sendByKey(record: KeyRecord, body: ClaimedMessage): Promise<Message> {
    if (typeof body.webhookUrl === 'string') this.assertMayBeTold(record, body.webhookUrl);
    const { workspaceId, among, onlySandbox } = reachOf(record);
    if (onlySandbox && body.deviceId !== undefined)
      await findReachable(this.database, record, body.deviceId, noSuchDevice);
    return this.sendMessage.execute({ ...body, workspaceId, keyId: record.key.id, among, onlySandbox });
  }

  private async sendByPerson({ workspaceId, userId }: PersonAtWork, body: ClaimedMessage): Promise<Message> {
    const sent = await this.sendAsPerson.execute({ ...body, workspaceId, userId });
    if ('allowed' in sent) throw new DeniedException(sent);
    return sent;
  }

  private assertMayBeTold(record: KeyRecord, webhookUrl: string): void {
    if (!includesWebhooks(record.plan)) throw new DeniedException(deny('entitlement_missing', record, ['webhooks']));
    this.targets.check(WEBHOOK_URL_HEADER, webhookUrl);
  }
}
