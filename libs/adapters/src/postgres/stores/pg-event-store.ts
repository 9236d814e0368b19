import type { EventStore, Page, PageRequest, ToldEvent, WorkspaceEvent } from '@latchkey/domain';
import type { QueryDeepPartialEntity } from 'typeorm';
import { EventEntity } from '../entities/event.entity.js';
import { fromEvent, toEvent } from '../mappers/event.mapper.js';
import { toDate } from '../mappers/instants.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

const MARK_TOLD = `
  UPDATE events SET told_at = $1, body = told.body
  FROM unnest($2::text[], $3::text[]) AS told (id, body) WHERE events.id = told.id`;

const FORGET = `
  WITH old AS (
    SELECT id FROM events
    WHERE occurred_at < $1 AND told_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM webhook_deliveries WHERE event_id = events.id)
    ORDER BY occurred_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ), forgotten AS (
    DELETE FROM events USING old WHERE events.id = old.id RETURNING 1
  )
  SELECT count(*)::int AS rows FROM forgotten`;

export class PgEventStore implements EventStore {
  constructor(private readonly statements: Statements) {}

  append(event: WorkspaceEvent): Promise<void> {
    return this.statements.run(async (manager) => {
      // TypeORM's type cannot express a column of arbitrary JSON.
      await manager.insert(EventEntity, fromEvent(event) as QueryDeepPartialEntity<EventEntity>);
    });
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<WorkspaceEvent>> {
    return this.statements.run((manager) =>
      pageOf(
        manager.createQueryBuilder(EventEntity, 'event').where('event.workspaceId = :workspaceId', { workspaceId }),
        page,
        toEvent,
      ),
    );
  }

  takeUntold(countMax: number): Promise<readonly WorkspaceEvent[]> {
    return this.statements.run(async (manager) => {
      const rows = await manager
        .createQueryBuilder(EventEntity, 'event')
        .where('event.told_at IS NULL')
        .orderBy('event.id')
        .limit(countMax)
        .setLock('for_no_key_update')
        .setOnLocked('skip_locked')
        .getMany();
      return rows.map(toEvent);
    });
  }

  markTold(told: readonly ToldEvent[], nowMs: number): Promise<void> {
    return this.statements.run(async (manager) => {
      const values = [toDate(nowMs), told.map(({ id }) => id), told.map(({ body }) => body)];
      await manager.query(MARK_TOLD, values);
    });
  }

  bodyOf(workspaceId: string, id: string): Promise<string | null> {
    return this.statements.run(async (manager) => {
      const sql = 'SELECT body FROM events WHERE workspace_id = $1 AND id = $2';
      const [row] = await manager.query<{ body: string | null }[]>(sql, [workspaceId, id]);
      return row?.body ?? null;
    });
  }

  forget(occurredBeforeMs: number, rowsMax: number): Promise<number> {
    return this.statements.run(async (manager) => {
      const [row] = await manager.query<{ rows: number }[]>(FORGET, [toDate(occurredBeforeMs), rowsMax]);
      return row?.rows ?? 0;
    });
  }
}
