import { DomainError, InvalidFieldError } from '../errors.js';
import { newId } from '../id.js';
import type { Claim } from '../idempotency/recorded-request.js';
import { type Device, isOfSandbox } from '../messaging/device.js';
import { findOwn } from '../messaging/find-own.js';
import type { Message } from '../messaging/message.js';
import type { Clock } from '../ports/clock.port.js';
import type { AmongDevices, Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { noteCreated } from './created-once.js';
import { tellOfMessage } from './message-changes.js';
import { type TemplateUse, textOfTemplate } from './text-of-template.js';

export interface SendMessageCommand {
  readonly workspaceId: string;
  /** The key that sends it; `null`: the person does whom `userId` names. */
  readonly keyId: string | null;
  readonly userId?: string;
  readonly to: string;
  /** What it says; or a template that says it. */
  readonly body?: string;
  readonly template?: TemplateUse;
  readonly deviceId?: string;
  /** The devices that may be touched. One that is named has passed the gate already. */
  readonly among: AmongDevices;
  /** Whether the key stays in the sandbox. A device that is named has been held against that already. */
  readonly onlySandbox?: boolean;
  /** The one address that is told of this message, in place of the workspace's webhooks. */
  readonly webhookUrl?: string | null;
  /** Where the request names itself. */
  readonly claim?: Claim | null;
}

/** Puts a message into the outbox; `DispatchMessages` carries it on. */
export class SendMessage {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws InvalidFieldError for a device or a template that is not the workspace's, DomainError `device_not_connected` */
  async execute(command: SendMessageCommand): Promise<Message> {
    const device = await this.deviceFor(command);
    const message = this.queued(command, device, await this.textOf(command, device));
    await this.database.transaction(async (stores) => {
      await stores.messages.insert(message);
      await noteCreated(stores, command.claim, message.id);
      await tellOfMessage(stores, message, this.clock, this.random);
    });
    return message;
  }

  private async textOf({ workspaceId, body, template }: SendMessageCommand, device: Device): Promise<string> {
    if (body !== undefined && template === undefined) return body;
    if (body !== undefined || template === undefined)
      throw new InvalidFieldError('body', 'Say what the message says, by body or by template, and not by both.');
    return textOfTemplate(this.database, { workspaceId, sandbox: isOfSandbox(device) }, template);
  }

  private queued(command: SendMessageCommand, device: Device, body: string): Message {
    const { workspaceId, keyId, userId = null, to, webhookUrl = null } = command;
    const nowMs = this.clock.nowMs();
    return {
      id: newId('msg', nowMs, this.random),
      workspaceId,
      keyId,
      userId,
      deviceId: device.id,
      to,
      body,
      status: 'queued',
      statusChangedAtMs: nowMs,
      failure: null,
      providerMessageId: null,
      webhookUrl,
      sandbox: isOfSandbox(device),
      attempts: 0,
      dueAtMs: nowMs,
      createdAtMs: nowMs,
    };
  }

  private async deviceFor({ workspaceId, keyId, deviceId, among, onlySandbox }: SendMessageCommand): Promise<Device> {
    if (deviceId !== undefined) {
      const device = await findOwn(this.database.devices, workspaceId, deviceId, noSuchDevice);
      if (device.status !== 'connected') {
        throw new DomainError('device_not_connected', 'The device is not connected.', 'deviceId');
      }
      return device;
    }
    const device = await this.database.devices.oldestConnected(workspaceId, among, onlySandbox);
    if (device === null) {
      const whose = keyId === null ? 'of this workspace' : 'that this key may use';
      throw new DomainError('device_not_connected', `No device ${whose} is connected.`);
    }
    return device;
  }
}

/** What is wrong with a request that names a device which is not the workspace's. */
export const noSuchDevice = () => new InvalidFieldError('deviceId', 'There is no such device in this workspace.');
