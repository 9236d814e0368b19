import type { AmongDevices, Message, MessageStore, Page, PageRequest } from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryMessageStore implements MessageStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<Message | null> {
    const message = this.access.tables.messages.get(id);
    return Promise.resolve(message?.workspaceId === workspaceId ? message : null);
  }

  exists(id: string): Promise<boolean> {
    return Promise.resolve(this.access.tables.messages.get(id) !== null);
  }

  page(workspaceId: string, page: PageRequest, among: AmongDevices = null): Promise<Page<Message>> {
    const matches = ({ deviceId, workspaceId: own }: Message) =>
      own === workspaceId && (among === null || among.has(deviceId));
    return pageOf(this.access.tables.messages.all(), page, matches);
  }

  insert(message: Message): Promise<void> {
    return this.access.write(({ devices, keys, messages }) => {
      const { workspaceId } = message;
      requireParent(keys.get(message.keyId)?.workspaceId === workspaceId, 'message', 'key of its workspace');
      requireParent(devices.get(message.deviceId)?.workspaceId === workspaceId, 'message', 'device of its workspace');
      messages.insert(message);
    });
  }
}
