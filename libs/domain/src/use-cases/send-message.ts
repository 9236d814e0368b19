import { DomainError, InvalidFieldError } from '../errors.js';
import { newId } from '../id.js';
import type { Device } from '../messaging/device.js';
import type { Message } from '../messaging/message.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { MessageProvider } from '../ports/message-provider.port.js';
import type { Random } from '../ports/random.port.js';

export interface SendMessageCommand {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly to: string;
  readonly body: string;
  readonly deviceId?: string;
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
    await this.database.messages.insert(message);
    return message;
  }

  private async deviceFor({ workspaceId, deviceId }: SendMessageCommand): Promise<Device> {
    if (deviceId !== undefined) {
      const device = await this.database.devices.find(workspaceId, deviceId);
      if (device === null) throw new InvalidFieldError('deviceId', 'There is no such device in this workspace.');
      if (device.status !== 'connected') throw new DomainError('conflict', 'The device is not connected.', 'deviceId');
      return device;
    }
    const device = await this.database.devices.oldestConnected(workspaceId);
    if (device === null) throw new DomainError('conflict', 'No device of this workspace is connected.');
    return device;
  }
}
