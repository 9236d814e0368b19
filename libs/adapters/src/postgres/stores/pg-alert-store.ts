import type { Alert, AlertFilter, AlertStore, Page, PageRequest } from '@latchkey/domain';
import type { AlertKind } from '@latchkey/vocabulary';
import type { QueryDeepPartialEntity, SelectQueryBuilder } from 'typeorm';
import { AlertEntity } from '../entities/alert.entity.js';
import { fromAlert, toAlert } from '../mappers/alert.mapper.js';
import { toDate } from '../mappers/instants.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgAlertStore implements AlertStore {
  constructor(private readonly statements: Statements) {}

  /** Either of the two unique indexes may have it already: the cause's, or that of a key's spikes. */
  fire(alert: Alert): Promise<boolean> {
    return this.statements.run(async (manager) => {
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(AlertEntity)
        // TypeORM's type cannot express a column of arbitrary JSON.
        .values(fromAlert(alert) as QueryDeepPartialEntity<AlertEntity>)
        .orIgnore()
        .returning('id')
        .execute();
      return (inserted.raw as unknown[]).length === 1;
    });
  }

  find(workspaceId: string, id: string): Promise<Alert | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(AlertEntity, { workspaceId, id });
      return row && toAlert(row);
    });
  }

  page({ workspaceId, state, kind, keyId }: AlertFilter, page: PageRequest): Promise<Page<Alert>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(AlertEntity, 'alert');
      query.where('alert.workspaceId = :workspaceId', { workspaceId });
      if (state !== undefined) query.andWhere(`alert.resolvedAt IS ${state === 'firing' ? '' : 'NOT'} NULL`);
      if (kind !== undefined) query.andWhere('alert.kind = :kind', { kind });
      if (keyId !== undefined) query.andWhere('alert.keyId = :keyId', { keyId });
      return pageOf(query, page, toAlert);
    });
  }

  firing(kinds: readonly AlertKind[], page: PageRequest): Promise<Page<Alert>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(AlertEntity, 'alert');
      return pageOf(query.where('alert.kind = ANY(:kinds) AND alert.resolvedAt IS NULL', { kinds }), page, toAlert);
    });
  }

  resolve(ids: readonly string[], atMs: number): Promise<readonly Alert[]> {
    return this.end((query) => query.where('alert.id = ANY(:ids)', { ids }), atMs);
  }

  resolveOfKey(
    workspaceId: string,
    keyId: string,
    kinds: readonly AlertKind[],
    atMs: number,
  ): Promise<readonly Alert[]> {
    const where = 'alert.keyId = :keyId AND alert.workspaceId = :workspaceId AND alert.kind = ANY(:kinds)';
    return this.end((query) => query.where(where, { keyId, workspaceId, kinds }), atMs);
  }

  resolveDue(nowMs: number, alertsMax: number): Promise<readonly Alert[]> {
    return this.end(
      (query) =>
        query
          .where('alert.resolvesAt <= :now', { now: toDate(nowMs) })
          .orderBy('alert.resolvesAt', 'ASC')
          .limit(alertsMax)
          .setOnLocked('skip_locked'),
      null,
    );
  }

  forget(resolvedBeforeMs: number, rowsMax: number): Promise<number> {
    return this.statements.run(async (manager) => {
      const [, deleted] = await manager.query<[unknown, number]>(
        `DELETE FROM alerts WHERE id IN (
           SELECT id FROM alerts WHERE resolved_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
         )`,
        [toDate(resolvedBeforeMs), rowsMax],
      );
      return deleted;
    });
  }

  /** @param atMs `null`: each when its own time had come */
  private end(
    choose: (query: SelectQueryBuilder<AlertEntity>) => SelectQueryBuilder<AlertEntity>,
    atMs: number | null,
  ): Promise<readonly Alert[]> {
    return this.statements.together(async (manager) => {
      const query = choose(manager.createQueryBuilder(AlertEntity, 'alert').setLock('for_no_key_update'));
      const rows = await query.andWhere('alert.resolvedAt IS NULL').getMany();
      const ended = rows.map((row) => ({ ...row, resolvedAt: atMs === null ? row.resolvesAt : toDate(atMs) }));
      if (ended.length > 0)
        await manager.query(
          `UPDATE alerts SET resolved_at = ended.at
           FROM unnest($1::text[], $2::timestamptz[]) AS ended (id, at) WHERE alerts.id = ended.id`,
          [ended.map(({ id }) => id), ended.map(({ resolvedAt }) => resolvedAt)],
        );
      return ended.map(toAlert);
    });
  }
}
