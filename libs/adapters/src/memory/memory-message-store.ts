import {
  type AnalyticsRange,
  type Message,
  type MessageClaim,
  type MessageFilter,
  type MessageListFilter,
  type MessagesOfDevice,
  type MessagesOfKey,
  type MessageStore,
  NotFoundError,
  type Page,
  type PageRequest,
  type PeriodSpan,
  type StatusCount,
  stepOf,
} from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryMessageStore implements MessageStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<Message | null> {
    const message = this.access.tables.messages.get(id);
    return Promise.resolve(message?.workspaceId === workspaceId ? message : null);
  }

  lock(workspaceId: string, id: string): Promise<Message | null> {
    return this.find(workspaceId, id);
  }

  exists(id: string): Promise<boolean> {
    return Promise.resolve(this.access.tables.messages.get(id) !== null);
  }

  page(filter: MessageListFilter, page: PageRequest): Promise<Page<Message>> {
    const { status, deviceId, sandbox, among = null, onlySandbox = false } = filter;
    const matches = (message: Message) =>
      isAmong(message, { ...filter, among, onlySandbox }) &&
      (status === undefined || message.status === status) &&
      (deviceId === undefined || message.deviceId === deviceId) &&
      (sandbox === undefined || message.sandbox === sandbox);
    return pageOf(this.access.tables.messages.all(), page, matches);
  }

  findHandedOver(providerMessageId: string, messageId: string | null): Promise<Message | null> {
    const live = [...this.access.tables.messages.all()].filter(({ sandbox }) => !sandbox);
    const byProvider = live.find((message) => message.providerMessageId === providerMessageId);
    const byOwn = live.find((message) => message.id === messageId && message.providerMessageId === null);
    return Promise.resolve(byProvider ?? byOwn ?? null);
  }

  claimDue({ sandbox, nowMs, dueAgainAtMs, countMax }: MessageClaim): Promise<readonly Message[]> {
    return this.access.write(({ messages }) => {
      const due = [...messages.all()]
        .filter((message) => message.sandbox === sandbox && message.dueAtMs !== null && message.dueAtMs <= nowMs)
        .sort((one, other) => Number(one.dueAtMs) - Number(other.dueAtMs) || (one.id < other.id ? -1 : 1))
        .slice(0, countMax);
      const claimed = due.map((message) => {
        const attempts = message.attempts + (message.status === 'queued' ? 1 : 0);
        return { ...message, attempts, dueAtMs: dueAgainAtMs };
      });
      for (const message of claimed) messages.replace(message);
      return claimed.sort((one, other) => (one.id < other.id ? -1 : 1));
    });
  }

  statusCounts(filter: MessageFilter, { fromMs, toMs, step }: AnalyticsRange): Promise<readonly StatusCount[]> {
    const counts = new Map<string, StatusCount>();
    for (const message of this.access.tables.messages.all()) {
      const { createdAtMs, status } = message;
      if (!isAmong(message, filter) || createdAtMs < fromMs || createdAtMs >= toMs) continue;
      const atMs = stepOf(createdAtMs, step);
      const known = counts.get(`${atMs} ${status}`);
      counts.set(`${atMs} ${status}`, { atMs, status, count: (known?.count ?? 0) + 1 });
    }
    const inOrder = [...counts.values()].sort((a, b) => a.atMs - b.atMs || (a.status < b.status ? -1 : 1));
    return Promise.resolve(inOrder);
  }

  countsByKey(workspaceId: string, { startMs, endMs }: PeriodSpan): Promise<readonly MessagesOfKey[]> {
    const counts = new Map<string, MessagesOfKey>();
    for (const { workspaceId: own, keyId, sandbox, createdAtMs } of this.access.tables.messages.all()) {
      if (own !== workspaceId || createdAtMs < startMs || createdAtMs >= endMs) continue;
      const id = `${keyId} ${sandbox}`;
      counts.set(id, { keyId, sandbox, count: (counts.get(id)?.count ?? 0) + 1 });
    }
    return Promise.resolve([...counts.values()]);
  }

  countsByDevice(
    workspaceId: string,
    { startMs, endMs }: PeriodSpan,
    devicesMax: number,
  ): Promise<readonly MessagesOfDevice[]> {
    const counts = new Map<string, number>();
    for (const { workspaceId: own, deviceId, createdAtMs } of this.access.tables.messages.all()) {
      if (own === workspaceId && createdAtMs >= startMs && createdAtMs < endMs)
        counts.set(deviceId, (counts.get(deviceId) ?? 0) + 1);
    }
    const devices = Array.from(counts, ([deviceId, count]) => ({ deviceId, count }));
    devices.sort((a, b) => b.count - a.count || (a.deviceId < b.deviceId ? -1 : 1));
    return Promise.resolve(devices.slice(0, devicesMax));
  }

  insert(message: Message): Promise<void> {
    return this.access.write(({ devices, keys, messages, users }) => {
      const { workspaceId, keyId, userId } = message;
      const isOfKey = keyId !== null && userId === null && keys.get(keyId)?.workspaceId === workspaceId;
      const isOfPerson = keyId === null && userId !== null && users.get(userId) !== null;
      requireParent(isOfKey || isOfPerson, 'message', 'key of its workspace, or person');
      requireParent(devices.get(message.deviceId)?.workspaceId === workspaceId, 'message', 'device of its workspace');
      messages.insert(message);
    });
  }

  update(message: Message): Promise<void> {
    return this.access.write(({ messages }) => {
      if (messages.get(message.id)?.workspaceId !== message.workspaceId) throw new NotFoundError('message');
      messages.replace(message);
    });
  }
}

const isAmong = (message: Message, { workspaceId, onlySandbox, among }: MessageFilter): boolean =>
  message.workspaceId === workspaceId &&
  (message.sandbox || !onlySandbox) &&
  (among === null || among.has(message.deviceId));
