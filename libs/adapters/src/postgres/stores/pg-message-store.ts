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
  STEP_MS,
} from '@latchkey/domain';
import type { MessageStatus } from '@latchkey/vocabulary';
import { In, IsNull } from 'typeorm';
import { MessageEntity } from '../entities/message.entity.js';
import { toDate } from '../mappers/instants.js';
import { fromMessage, toMessage } from '../mappers/message.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

/** Rows that somebody else is claiming, or writing a result into, are left alone. */
const CLAIM = `
  WITH due AS (
    SELECT id FROM messages WHERE sandbox = $1 AND due_at <= $2
    ORDER BY due_at, id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE messages SET due_at = $4, attempts = attempts + (status = 'queued')::integer
    FROM due WHERE messages.id = due.id RETURNING messages.id
  )
  SELECT id FROM claimed`;

/** Steps are counted from the epoch, as `stepOf` does: the time zone of the server has no part in it. */
const STATUS_COUNTS = `
  SELECT step * $5::bigint AS at, status, count(*) AS count
  FROM messages
  CROSS JOIN LATERAL (SELECT floor(extract(epoch FROM created_at) * 1000 / $5::bigint)::bigint AS step) AS its
  WHERE workspace_id = $1 AND (sandbox OR NOT $2) AND created_at >= $3 AND created_at < $4
    AND ($6::text[] IS NULL OR device_id = ANY($6::text[]))
  GROUP BY step, status
  ORDER BY step, status COLLATE "C"`;

interface CountedRow {
  readonly at: string;
  readonly status: MessageStatus;
  readonly count: string;
}

export class PgMessageStore implements MessageStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<Message | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(MessageEntity, { workspaceId, id });
      return row && toMessage(row);
    });
  }

  lock(workspaceId: string, id: string): Promise<Message | null> {
    return this.statements.run(async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const row = await manager.findOne(MessageEntity, { where: { workspaceId, id }, lock });
      return row && toMessage(row);
    });
  }

  exists(id: string): Promise<boolean> {
    return this.statements.run((manager) => manager.existsBy(MessageEntity, { id }));
  }

  page(filter: MessageListFilter, page: PageRequest): Promise<Page<Message>> {
    const { workspaceId, among = null, onlySandbox = false, status, deviceId, sandbox } = filter;
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(MessageEntity, 'message')
        .where('message.workspaceId = :workspaceId', { workspaceId });
      if (among !== null) query.andWhere('message.deviceId = ANY(:devices)', { devices: [...among] });
      if (onlySandbox) query.andWhere('message.sandbox');
      if (status !== undefined) query.andWhere('message.status = :status', { status });
      if (deviceId !== undefined) query.andWhere('message.deviceId = :deviceId', { deviceId });
      if (sandbox !== undefined) query.andWhere('message.sandbox = :sandbox', { sandbox });
      return pageOf(query, page, toMessage);
    });
  }

  findHandedOver(providerMessageId: string, messageId: string | null): Promise<Message | null> {
    return this.statements.run(async (manager) => {
      const row =
        (await manager.findOneBy(MessageEntity, { providerMessageId, sandbox: false })) ??
        (messageId &&
          (await manager.findOneBy(MessageEntity, { id: messageId, providerMessageId: IsNull(), sandbox: false })));
      return row ? toMessage(row) : null;
    });
  }

  claimDue({ sandbox, nowMs, dueAgainAtMs, countMax }: MessageClaim): Promise<readonly Message[]> {
    return this.statements.together(async (manager) => {
      const values = [sandbox, toDate(nowMs), countMax, toDate(dueAgainAtMs)];
      const claimed = await manager.query<{ id: string }[]>(CLAIM, values);
      if (claimed.length === 0) return [];
      const rows = await manager.findBy(MessageEntity, { id: In(claimed.map(({ id }) => id)) });
      return rows.map(toMessage).sort((one, other) => (one.id < other.id ? -1 : 1));
    });
  }

  statusCounts(filter: MessageFilter, { fromMs, toMs, step }: AnalyticsRange): Promise<readonly StatusCount[]> {
    const { workspaceId, onlySandbox, among } = filter;
    return this.statements.run(async (manager) => {
      const rows = await manager.query<CountedRow[]>(STATUS_COUNTS, [
        workspaceId,
        onlySandbox,
        toDate(fromMs),
        toDate(toMs),
        STEP_MS[step],
        among && [...among],
      ]);
      return rows.map(({ at, status, count }) => ({ atMs: Number(at), status, count: Number(count) }));
    });
  }

  countsByKey(workspaceId: string, { startMs, endMs }: PeriodSpan): Promise<readonly MessagesOfKey[]> {
    return this.statements.run((manager) =>
      manager.query<MessagesOfKey[]>(
        `SELECT key_id AS "keyId", sandbox, count(*)::float8 AS count FROM messages
         WHERE workspace_id = $1 AND created_at >= $2 AND created_at < $3 GROUP BY key_id, sandbox`,
        [workspaceId, toDate(startMs), toDate(endMs)],
      ),
    );
  }

  countsByDevice(
    workspaceId: string,
    { startMs, endMs }: PeriodSpan,
    devicesMax: number,
  ): Promise<readonly MessagesOfDevice[]> {
    return this.statements.run((manager) =>
      manager.query<MessagesOfDevice[]>(
        `SELECT device_id AS "deviceId", count(*)::float8 AS count FROM messages
         WHERE workspace_id = $1 AND created_at >= $2 AND created_at < $3
         GROUP BY device_id ORDER BY count DESC, device_id LIMIT $4`,
        [workspaceId, toDate(startMs), toDate(endMs), devicesMax],
      ),
    );
  }

  insert(message: Message): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(MessageEntity, fromMessage(message));
    });
  }

  update(message: Message): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, workspaceId, ...fields } = fromMessage(message);
      const { affected } = await manager.update(MessageEntity, { id, workspaceId }, fields);
      if (affected === 0) throw new NotFoundError('message');
    });
  }
}
