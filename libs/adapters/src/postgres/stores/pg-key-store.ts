import {
  keyRecord,
  NotFoundError,
  rightsOfPerson,
  type ApiKey,
  type CountsByWorkspace,
  type DueKeys,
  type KeyFilter,
  type KeyLook,
  type KeyPolicies,
  type KeyRecord,
  type KeyStore,
  type Page,
  type PageRequest,
  type RateLimit,
  type SoughtKey,
} from '@latchkey/domain';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { AppEntity } from '../entities/app.entity.js';
import { ApiKeyEntity } from '../entities/api-key.entity.js';
import { MemberEntity } from '../entities/member.entity.js';
import { PlanEntity } from '../entities/plan.entity.js';
import { UserEntity } from '../entities/user.entity.js';
import { WorkspaceEntity } from '../entities/workspace.entity.js';
import { fromApiKey, sha256Bytes, toApiKey } from '../mappers/api-key.mapper.js';
import { toApp } from '../mappers/app.mapper.js';
import { toDate } from '../mappers/instants.js';
import { toMember } from '../mappers/member.mapper.js';
import { toPlan } from '../mappers/plan.mapper.js';
import { toUser } from '../mappers/user.mapper.js';
import { toWorkspace } from '../mappers/workspace.mapper.js';
import type { Statements } from '../statements.js';
import { countsByWorkspace } from './counts-by-workspace.js';
import { dueKeys } from './due-keys.js';
import { canBeInForce, isInState, takesPlace } from './key-state.sql.js';
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

  seek(sought: SoughtKey, keysMax: number): Promise<readonly ApiKey[]> {
    return this.statements.run(async (manager) => {
      const query = manager.createQueryBuilder(ApiKeyEntity, 'key');
      whereSought(query, sought);
      const rows = await query.orderBy('key.id', 'DESC').limit(keysMax).getMany();
      return rows.map(toApiKey);
    });
  }

  /** One statement, and so one moment. */
  recordOf(sha256: string): Promise<KeyRecord | null> {
    return this.statements.run((manager) => readRecord(recordQuery(manager, sha256)));
  }

  /**
   * The locks wait for whoever is changing one of the rows. The plan is locked once the workspace is, and can no longer
   * move to another. Whoever changes the members of a workspace has it locked. The last look is a statement of its own, and so sees also what the others had to wait for.
   */
  settledRecordOf(sha256: string): Promise<KeyRecord | null> {
    return this.statements.together(async (manager) => {
      const locked = await lockedQuery(manager, sha256).getOne();
      if (locked !== null) {
        const { appId, inheritsFrom, workspace } = locked as JoinedRow;
        await manager.findOne(PlanEntity, { where: { id: workspace.planId }, lock: SHARED });
        if (appId !== null) await manager.findOne(AppEntity, { where: { id: appId }, lock: SHARED });
        if (inheritsFrom !== null) await manager.findOne(UserEntity, { where: { id: inheritsFrom }, lock: SHARED });
      }
      return readRecord(recordQuery(manager, sha256));
    });
  }

  page(filter: KeyFilter, page: PageRequest, nowMs: number): Promise<Page<ApiKey>> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(ApiKeyEntity, 'key')
        .where('key.workspaceId = :workspaceId', { workspaceId: filter.workspaceId });
      if (filter.state !== undefined) query.andWhere(`(${isInState('key', filter.state)})`, { now: toDate(nowMs) });
      if (filter.environment !== undefined) query.andWhere('key.environment = :env', { env: filter.environment });
      if (filter.planLabel !== undefined) query.andWhere('key.planLabel = :label', { label: filter.planLabel });
      if (filter.q !== undefined) whereFound(query, filter.q);
      return pageOf(query, page, toApiKey);
    });
  }

  due(policies: KeyPolicies, look: KeyLook): Promise<DueKeys> {
    return this.statements.together((manager) => dueKeys(manager, policies, look));
  }

  placesTaken(workspaceIds: readonly string[], nowMs: number): Promise<CountsByWorkspace> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(ApiKeyEntity, 'key')
        .leftJoin(ApiKeyEntity, 'successor', 'successor.id = key.replacedBy')
        .where(takesPlace('key', 'successor'), { now: toDate(nowMs) });
      return countsByWorkspace(query, workspaceIds);
    });
  }

  fasterThan(
    { limit, windowMs }: RateLimit,
    workspaceIds: readonly string[],
    nowMs: number,
  ): Promise<CountsByWorkspace> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(ApiKeyEntity, 'key')
        .where(canBeInForce('key'), { now: toDate(nowMs) })
        .andWhere(FASTER, { limit, windowMs });
      return countsByWorkspace(query, workspaceIds);
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

const recordQuery = (manager: EntityManager, sha256: string): SelectQueryBuilder<ApiKeyEntity> =>
  manager
    .createQueryBuilder(ApiKeyEntity, 'key')
    .innerJoinAndMapOne('key.workspace', WorkspaceEntity, 'workspace', 'workspace.id = key.workspaceId')
    .innerJoinAndMapOne('key.plan', PlanEntity, 'plan', 'plan.id = workspace.planId')
    .leftJoinAndMapOne('key.app', AppEntity, 'app', 'app.id = key.appId')
    .leftJoinAndMapOne('key.person', UserEntity, 'person', 'person.id = key.inheritsFrom')
    .leftJoinAndMapOne('key.member', MemberEntity, 'member', MEMBER_INHERITED_FROM)
    .leftJoinAndMapOne('key.predecessor', ApiKeyEntity, 'predecessor', AWAITS_KEY)
    .where('key.sha256 = :sha256', { sha256: sha256Bytes(sha256) });

const SHARED = { mode: 'pessimistic_read' } as const;

const lockedQuery = (manager: EntityManager, sha256: string): SelectQueryBuilder<ApiKeyEntity> =>
  manager
    .createQueryBuilder(ApiKeyEntity, 'key')
    .innerJoinAndMapOne('key.workspace', WorkspaceEntity, 'workspace', 'workspace.id = key.workspaceId')
    .where('key.sha256 = :sha256', { sha256: sha256Bytes(sha256) })
    .setLock('pessimistic_read', undefined, ['key', 'workspace']);

async function readRecord(query: SelectQueryBuilder<ApiKeyEntity>): Promise<KeyRecord | null> {
  const row = (await query.getOne()) as JoinedRow | null;
  return row && toKeyRecord(row);
}

type JoinedRow = ApiKeyEntity & {
  workspace: WorkspaceEntity;
  plan: PlanEntity;
  app: AppEntity | null;
  person: UserEntity | null;
  member: MemberEntity | null;
  predecessor: ApiKeyEntity | null;
};

const toKeyRecord = (row: JoinedRow): KeyRecord => ({
  ...keyRecord(
    toApiKey(row),
    toWorkspace(row.workspace),
    toPlan(row.plan),
    row.app && toApp(row.app),
    row.person && rightsOfPerson(toUser(row.person), row.member && toMember(row.member)),
  ),
  awaitedBy: row.predecessor?.id ?? null,
});

const MEMBER_INHERITED_FROM = 'member.workspaceId = key.workspaceId AND member.userId = key.inheritsFrom';

const AWAITS_KEY =
  'predecessor.id = key.rotatedFrom AND predecessor.replacedBy = key.id AND predecessor.overlapEndsAt IS NULL';

/** What `isWithin` refuses. The products are beyond an integer. */
const FASTER = `(key.rateLimit > :limit OR
  CAST(key.rateLimit AS bigint) * :windowMs > CAST(key.rateWindowMs AS bigint) * :limit)`;

/** In the forms that an index has: a part of a label by its trigrams, the start of a key as a range of bytes. */
function whereFound(query: SelectQueryBuilder<ApiKeyEntity>, q: string): void {
  query.andWhere(`(key.labelFolded LIKE :part OR (key.start COLLATE "C" >= :q AND key.start COLLATE "C" <= :end))`, {
    part: `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`,
    q,
    end: `${q}${LAST_CHARACTER}`,
  });
}

function whereSought(query: SelectQueryBuilder<ApiKeyEntity>, sought: SoughtKey): void {
  switch (sought.by) {
    case 'keyId':
      return void query.where('key.id = :id', { id: sought.keyId });
    case 'sha256':
      return void query.where('key.sha256 = :sha256', { sha256: sha256Bytes(sought.sha256) });
    case 'start': {
      const { start } = sought;
      const beginnings = Array.from(start, (_, length) => start.slice(0, length));
      const end = `${start}${LAST_CHARACTER}`;
      return void query.where(BEGINS_ALIKE, { start, end, beginnings });
    }
  }
}

const LAST_CHARACTER = '\u{10FFFF}';

/** As ranges, which run along an index by bytes. */
const BEGINS_ALIKE = `(
  (key.start COLLATE "C" >= :start AND key.start COLLATE "C" <= :end) OR key.start COLLATE "C" = ANY(:beginnings)
)`;
