import { DomainError, InvalidFieldError } from '../errors.js';
import { newId } from '../id.js';
import type { Claim } from '../idempotency/recorded-request.js';
import type { Device } from '../messaging/device.js';
import { findOwn } from '../messaging/find-own.js';
import type { Message } from '../messaging/message.js';
import type { Clock } from '../ports/clock.port.js';
import type { AmongDevices, Database } from '../ports/database.port.js';
import type { MessageProvider } from '../ports/message-provider.port.js';
import type { Random } from '../ports/random.port.js';
import { noteCreated } from './created-once.js';

export interface SendMessageCommand {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly to: string;
  readonly body: string;
  readonly deviceId?: string;
  /** The devices that the key may touch. One that is named has passed the gate already. */
  readonly among: AmongDevices;
  /** Where the request names itself. */
  readonly claim?: Claim | null;
}

export class SendMessage {
  constructor(
    private readonly database: Database,
    private readonly provider: MessageProvider,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws InvalidFieldError for a device that is not the workspace's, DomainError `conflict` where none is connected */
  async execute(command: SendMessageCommand): Promise<Message> {
    const device = await this.deviceFor(command);
    const nowMs = this.clock.nowMs();
    const queued: Message = {
      id: newId('msg', nowMs, this.random),
      workspaceId: command.workspaceId,
      keyId: command.keyId,
      deviceId: device.id,
      to: command.to,
      body: command.body,
      status: 'queued',
      sandbox: true,
      createdAtMs: nowMs,
    };
    const message = { ...queued, status: await this.provider.send(queued) };
    await this.keep(message, command.claim ?? null);
    return message;
  }

  /** A single statement needs no transaction. */
  private keep(message: Message, claim: Claim | null): Promise<void> {
    if (claim === null) return this.database.messages.insert(message);
    return this.database.transaction(async (stores) => {
      await stores.messages.insert(message);
      await noteCreated(stores, claim, message.id);
    });
  }

  private async deviceFor({ workspaceId, deviceId, among }: SendMessageCommand): Promise<Device> {
    if (deviceId !== undefined) {
      const device = await findOwn(this.database.devices, workspaceId, deviceId, noSuchDevice);
      if (device.status !== 'connected') throw new DomainError('conflict', 'The device is not connected.', 'deviceId');
      return device;
    }
    const device = await this.database.devices.oldestConnected(workspaceId, among);
    if (device === null) throw new DomainError('conflict', 'No device that this key may use is connected.');
    return device;
  }
}

const noSuchDevice = () => new InvalidFieldError('deviceId', 'There is no such device in this workspace.');
