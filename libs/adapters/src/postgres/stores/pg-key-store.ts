import {
  keyRecord,
  NotFoundError,
  type ApiKey,
  type DueKeys,
  type KeyFilter,
  type KeyLook,
  type KeyPolicies,
  type KeyRecord,
  type KeyStore,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { AppEntity } from '../entities/app.entity.js';
import { ApiKeyEntity } from '../entities/api-key.entity.js';
import { PlanEntity } from '../entities/plan.entity.js';
import { UserEntity } from '../entities/user.entity.js';
import { WorkspaceEntity } from '../entities/workspace.entity.js';
import { fromApiKey, sha256Bytes, toApiKey } from '../mappers/api-key.mapper.js';
import { toApp } from '../mappers/app.mapper.js';
import { toMsOrNull } from '../mappers/instants.js';
import { toPlan } from '../mappers/plan.mapper.js';
import { toWorkspace } from '../mappers/workspace.mapper.js';
import type { Statements } from '../statements.js';
import { whereDue, whereState } from './key-conditions.js';
import { pageOf } from './page-of.js';

export class PgKeyStore implements KeyStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<ApiKey | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(ApiKeyEntity, { workspaceId, id });
      return row && toApiKey(row);
    });
  }

  /** Not FOR UPDATE: rows that merely refer to the key, such as messages, need not wait. */
  lock(workspaceId: string, id: string): Promise<ApiKey | null> {
    return this.statements.run(async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const row = await manager.findOne(ApiKeyEntity, { where: { workspaceId, id }, lock });
      return row && toApiKey(row);
    });
  }

  /** One statement, and so one moment. */
  recordOf(sha256: string): Promise<KeyRecord | null> {
    return this.statements.run((manager) => readRecord(recordQuery(manager, sha256)));
  }

  /**
   * The locks wait for whoever is changing one of the rows. The second look is a statement of its own, and so sees also
   * what the first had to wait for.
   */
  settledRecordOf(sha256: string): Promise<KeyRecord | null> {
    return this.statements.together(async (manager) => {
      const tables = ['key', 'workspace', 'plan'];
      const locked = await recordQuery(manager, sha256).setLock('pessimistic_read', undefined, tables).getOne();
      if (locked?.appId)
        await manager.findOne(AppEntity, { where: { id: locked.appId }, lock: { mode: 'pessimistic_read' } });
      return readRecord(recordQuery(manager, sha256));
    });
  }

  page(filter: KeyFilter, page: PageRequest, nowMs: number): Promise<Page<ApiKey>> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(ApiKeyEntity, 'key')
        .where('key.workspaceId = :workspaceId', { workspaceId: filter.workspaceId });
      if (filter.state !== undefined) whereState(query, filter.state, nowMs);
      if (filter.environment !== undefined) query.andWhere('key.environment = :env', { env: filter.environment });
      if (filter.q !== undefined) whereFound(query, filter.q);
      return pageOf(query, page, toApiKey);
    });
  }

  /** Where to stop first, along the index alone: what is looked at is bounded, however few keys are due. */
  due(policies: KeyPolicies, { apiId, beforeId, keysMax, nowMs }: KeyLook): Promise<DueKeys> {
    return this.statements.together(async (manager) => {
      const last = await idAt(keysOfApi(manager, apiId, beforeId), keysMax);
      const query = keysOfApi(manager, apiId, beforeId)
        .leftJoinAndMapOne(
          'key.owner',
          UserEntity,
          'owner',
          "key.createdByKind = 'user' AND owner.id = key.createdById",
        )
        .leftJoin('usage_last_uses', 'used', 'used.key_id = key.id')
        .orderBy('key.id', 'DESC');
      if (last !== null) query.andWhere('key.id >= :last', { last });
      whereDue(query, policies, nowMs);
      const rows = (await query.getMany()) as (ApiKeyEntity & { owner: UserEntity | null })[];
      const due = rows.map((row) => ({ key: toApiKey(row), ownerLeftAtMs: toMsOrNull(row.owner?.leftAt ?? null) }));
      return { due, nextBeforeId: last };
    });
  }

  insert(key: ApiKey): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(ApiKeyEntity, fromApiKey(key));
    });
  }

  update(key: ApiKey): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, workspaceId, ...fields } = fromApiKey(key);
      const { affected } = await manager.update(ApiKeyEntity, { id, workspaceId }, fields);
      if (affected === 0) throw new NotFoundError('key');
    });
  }
}

function keysOfApi(manager: EntityManager, apiId: string, beforeId?: string): SelectQueryBuilder<ApiKeyEntity> {
  const query = manager.createQueryBuilder(ApiKeyEntity, 'key').where('key.apiId = :apiId', { apiId });
  return beforeId === undefined ? query : query.andWhere('key.id < :beforeId', { beforeId });
}

/** Of the newest so many, the last one's id; `null` where there are no more than those. */
async function idAt(query: SelectQueryBuilder<ApiKeyEntity>, count: number): Promise<string | null> {
  const rows = await query
    .select('key.id', 'id')
    .orderBy('key.id', 'DESC')
    .offset(count - 1)
    .limit(2)
    .getRawMany<{ id: string }>();
  return rows.length === 2 ? (rows[0]?.id ?? null) : null;
}

const recordQuery = (manager: EntityManager, sha256: string): SelectQueryBuilder<ApiKeyEntity> =>
  manager
    .createQueryBuilder(ApiKeyEntity, 'key')
    .innerJoinAndMapOne('key.workspace', WorkspaceEntity, 'workspace', 'workspace.id = key.workspaceId')
    .innerJoinAndMapOne('key.plan', PlanEntity, 'plan', 'plan.id = workspace.planId')
    .leftJoinAndMapOne('key.app', AppEntity, 'app', 'app.id = key.appId')
    .leftJoinAndMapOne('key.predecessor', ApiKeyEntity, 'predecessor', AWAITS_KEY)
    .where('key.sha256 = :sha256', { sha256: sha256Bytes(sha256) });

async function readRecord(query: SelectQueryBuilder<ApiKeyEntity>): Promise<KeyRecord | null> {
  const row = (await query.getOne()) as JoinedRow | null;
  return row && toKeyRecord(row);
}

type JoinedRow = ApiKeyEntity & {
  workspace: WorkspaceEntity;
  plan: PlanEntity;
  app: AppEntity | null;
  predecessor: ApiKeyEntity | null;
};

const toKeyRecord = (row: JoinedRow): KeyRecord => ({
  ...keyRecord(toApiKey(row), toWorkspace(row.workspace), toPlan(row.plan), row.app && toApp(row.app)),
  awaitedBy: row.predecessor?.id ?? null,
});

const AWAITS_KEY =
  'predecessor.id = key.rotatedFrom AND predecessor.replacedBy = key.id AND predecessor.overlapEndsAt IS NULL';

/** `strpos` and `starts_with` know no wildcards, so there is nothing to escape. */
function whereFound(query: SelectQueryBuilder<ApiKeyEntity>, q: string): void {
  query.andWhere('(strpos(key.labelFolded, :folded) > 0 OR starts_with(key.start, :q))', {
    folded: q.toLowerCase(),
    q,
  });
}
