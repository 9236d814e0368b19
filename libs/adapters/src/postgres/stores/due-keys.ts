import {
  type DaysPolicy,
  type DueKeys,
  dueSinceMs,
  firstLeftAtMs,
  type KeyLook,
  type KeyPolicies,
} from '@latchkey/domain';
import type { PolicyAct } from '@latchkey/vocabulary';
import { Brackets, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { ApiKeyEntity } from '../entities/api-key.entity.js';
import { FormerMemberEntity } from '../entities/former-member.entity.js';
import { UserEntity } from '../entities/user.entity.js';
import { toApiKey } from '../mappers/api-key.mapper.js';
import { toDate, toMsOrNull } from '../mappers/instants.js';
import { canBeInForce } from './key-state.sql.js';

type KeyRow = ApiKeyEntity & { readonly owner: UserEntity | null; readonly former: FormerMemberEntity | null };

/** Finds first where to stop, along the index alone: what is looked at is bounded, however few keys are due. */
export async function dueKeys(manager: EntityManager, policies: KeyPolicies, look: KeyLook): Promise<DueKeys> {
  const last = await lastLookedAt(manager, look);
  const query = keysLookedAt(manager, look)
    .leftJoinAndMapOne('key.owner', UserEntity, 'owner', "key.createdByKind = 'user' AND owner.id = key.createdById")
    .leftJoinAndMapOne('key.former', FormerMemberEntity, 'former', FORMER_MEMBER)
    .leftJoin('usage_last_uses', 'used', 'used.key_id = key.id');
  if (last !== null) query.andWhere('key.id >= :last', { last });
  whereDue(query, policies, look.nowMs);
  const rows = (await query.getMany()) as KeyRow[];
  const due = rows.map((row) => ({ key: toApiKey(row), ownerLeftAtMs: ownerLeftAtMs(row) }));
  return { due, nextBeforeId: last };
}

const FORMER_MEMBER =
  "key.createdByKind = 'user' AND former.userId = key.createdById AND former.workspaceId = key.workspaceId";

const ownerLeftAtMs = ({ owner, former }: KeyRow): number | null =>
  firstLeftAtMs(toMsOrNull(owner?.leftAt ?? null), toMsOrNull(former?.leftAt ?? null));

/** `null` where there are no more keys than the look is at. */
async function lastLookedAt(manager: EntityManager, look: KeyLook): Promise<string | null> {
  const query = keysLookedAt(manager, look).select('key.id', 'id');
  const rows = await query
    .offset(look.keysMax - 1)
    .limit(2)
    .getRawMany<{ id: string }>();
  return rows.length === 2 ? (rows[0]?.id ?? null) : null;
}

function keysLookedAt(
  manager: EntityManager,
  { apiId, createdBy, beforeId }: KeyLook,
): SelectQueryBuilder<ApiKeyEntity> {
  const query = manager.createQueryBuilder(ApiKeyEntity, 'key').where('key.apiId = :apiId', { apiId });
  if (createdBy !== undefined) query.andWhere(CREATED_BY, createdBy);
  if (beforeId !== undefined) query.andWhere('key.id < :beforeId', { beforeId });
  return query.orderBy('key.id', 'DESC');
}

const CREATED_BY = "key.workspaceId = :workspaceId AND key.createdByKind = 'user' AND key.createdById = :userId";

/** `policyHit` in SQL. `GREATEST` and `LEAST` pass over what is null. */
function whereDue(query: SelectQueryBuilder<ApiKeyEntity>, policies: KeyPolicies, nowMs: number): void {
  const { unused, age, ownerLeft } = policies;
  query.andWhere(canBeInForce('key'), { now: toDate(nowMs) }).andWhere(
    new Brackets((due) => {
      due.where('FALSE');
      if (unused !== null) {
        const since = 'GREATEST(key.createdAt, key.enabledAt, used.last_used_at)';
        due.orWhere(`${since} <= :unused ${unlessDone(unused.act)}`, { unused: dueSince(unused, nowMs) });
      }
      if (age !== null) {
        const since = age.act === 'disable' ? 'GREATEST(key.createdAt, key.enabledAt)' : 'key.createdAt';
        due.orWhere(`${since} <= :age ${unlessDone(age.act)}`, { age: dueSince(age, nowMs) });
      }
      if (ownerLeft !== null) {
        const overruled = ownerLeft.act === 'disable' ? "COALESCE(key.enabledAt, '-infinity')" : "'-infinity'";
        due.orWhere(`LEAST(owner.leftAt, former.leftAt) > ${overruled} ${unlessDone(ownerLeft.act)}`);
      }
    }),
  );
}

const dueSince = (policy: DaysPolicy, nowMs: number): Date => toDate(dueSinceMs(policy, nowMs));

const unlessDone = (act: PolicyAct): string => (act === 'disable' ? 'AND key.disabledAt IS NULL' : '');
