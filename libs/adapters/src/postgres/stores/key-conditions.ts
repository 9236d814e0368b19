import { dueSinceMs, type DaysPolicy, type KeyPolicies } from '@latchkey/domain';
import type { KeyState, PolicyAct } from '@latchkey/vocabulary';
import { Brackets, type SelectQueryBuilder } from 'typeorm';
import type { ApiKeyEntity } from '../entities/api-key.entity.js';
import { toDate } from '../mappers/instants.js';

const REVOKED = 'key.revokedAt <= GREATEST(:now, key.revocationDecidedAt)';
const NOT_REVOKED = '(key.revokedAt IS NULL OR key.revokedAt > GREATEST(:now, key.revocationDecidedAt))';
/** `LEAST` passes over what is null. */
const OVER =
  '(LEAST(key.expiresAt, key.overlapEndsAt) <= :now OR (key.overlapMs = 0 AND key.overlapEndsAt IS NOT NULL))';

/** `keyState` in SQL, in its order of precedence. */
export function whereState(query: SelectQueryBuilder<ApiKeyEntity>, state: KeyState, nowMs: number): void {
  query.andWhere(`(${conditionOf(state)})`, { now: toDate(nowMs) });
}

function conditionOf(state: KeyState): string {
  switch (state) {
    case 'revoked':
      return REVOKED;
    case 'disabled':
      return `${NOT_REVOKED} AND key.disabledAt IS NOT NULL`;
    case 'expired':
      return `${NOT_REVOKED} AND key.disabledAt IS NULL AND ${OVER}`;
    case 'active':
      return `${NOT_REVOKED} AND key.disabledAt IS NULL AND ${OVER} IS NOT TRUE`;
  }
}

/** `policyHit` in SQL, of a query that joins the key's owner and its last use. `GREATEST` passes over what is null. */
export function whereDue(query: SelectQueryBuilder<ApiKeyEntity>, policies: KeyPolicies, nowMs: number): void {
  const { unused, age, ownerLeft } = policies;
  query.andWhere(NOT_REVOKED, { now: toDate(nowMs) }).andWhere(`${OVER} IS NOT TRUE`);
  query.andWhere(
    new Brackets((due) => {
      due.where('FALSE');
      if (unused !== null) {
        due.orWhere(`GREATEST(key.createdAt, key.enabledAt, used.last_used_at) <= :unused ${unlessDone(unused.act)}`, {
          unused: dueSince(unused, nowMs),
        });
      }
      if (age !== null) {
        const since = age.act === 'disable' ? 'GREATEST(key.createdAt, key.enabledAt)' : 'key.createdAt';
        due.orWhere(`${since} <= :age ${unlessDone(age.act)}`, { age: dueSince(age, nowMs) });
      }
      if (ownerLeft?.act === 'revoke') due.orWhere('owner.leftAt IS NOT NULL');
      if (ownerLeft?.act === 'disable') {
        due.orWhere(`owner.leftAt > COALESCE(key.enabledAt, '-infinity') ${unlessDone('disable')}`);
      }
    }),
  );
}

const dueSince = (policy: DaysPolicy, nowMs: number): Date => toDate(dueSinceMs(policy, nowMs));

const unlessDone = (act: PolicyAct): string => (act === 'disable' ? 'AND key.disabledAt IS NULL' : '');
