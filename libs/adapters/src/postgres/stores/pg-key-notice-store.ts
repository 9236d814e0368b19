import { type ApiKey, DEFAULT_ALERT_RULES, type KeyNoticeStore } from '@latchkey/domain';
import { EXPIRY_NOTICE_DAYS, type ExpiryNoticeDays } from '@latchkey/vocabulary';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { ApiKeyEntity } from '../entities/api-key.entity.js';
import { toApiKey } from '../mappers/api-key.mapper.js';
import { toDate } from '../mappers/instants.js';
import type { Statements } from '../statements.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the column holds until a key is told of. */
const NEVER_TOLD = 32767;

/** What the rule of the key's workspace says; where that has none of its own, the default. */
const ruled = (value: 'enabled' | 'afterDays', type: 'boolean' | 'integer', byDefault: string): string =>
  `COALESCE((rule.rules->'rotation_due'->>'${value}')::${type}, ${byDefault})`;

/** The least that any rule says: from there on the index leads to keys that may be due. */
const SHORTEST = `(SELECT LEAST(:byDefault::integer, min((rules->'rotation_due'->>'afterDays')::integer)) FROM alert_rules)`;

/** The marks are columns of the key's row that no other statement names: whoever writes the whole key leaves them. */
export class PgKeyNoticeStore implements KeyNoticeStore {
  constructor(private readonly statements: Statements) {}

  takeExpiring(days: ExpiryNoticeDays, nowMs: number, keysMax: number): Promise<readonly ApiKey[]> {
    // By equality, so that the index leads past the keys that were told of already.
    const marks = [NEVER_TOLD, ...EXPIRY_NOTICE_DAYS.filter((farther) => farther > days)];
    return this.statements.together((manager) => {
      const due = locked(manager, keysMax)
        .where('"key".expiry_told_days = ANY(:marks)', { marks })
        .andWhere('key.expiresAt > :now AND key.expiresAt <= :until')
        .andWhere(`key.createdAt < key.expiresAt - :days * interval '24 hours'`, { days })
        .andWhere('key.replacedBy IS NULL AND key.revokedAt IS NULL')
        .setParameters({ now: toDate(nowMs), until: toDate(nowMs + days * DAY_MS) })
        .orderBy('key.expiresAt', 'ASC');
      return take(manager, due, 'expiry_told_days = $2', days);
    });
  }

  takeRotationDue(nowMs: number, keysMax: number): Promise<readonly ApiKey[]> {
    const { enabled, afterDays } = DEFAULT_ALERT_RULES.rotation_due;
    const ownDays = ruled('afterDays', 'integer', ':byDefault');
    return this.statements.together((manager) => {
      const due = locked(manager, keysMax)
        .leftJoin('alert_rules', 'rule', 'rule.workspace_id = key.workspaceId')
        .where('"key".rotation_told = false AND key.replacedBy IS NULL AND key.revokedAt IS NULL')
        .andWhere(`key.disabledAt IS NULL AND COALESCE(key.expiresAt, 'infinity') > :now`)
        .andWhere(`key.createdAt <= CAST(:now AS timestamptz) - ${SHORTEST} * interval '24 hours'`)
        .andWhere(`key.createdAt <= CAST(:now AS timestamptz) - ${ownDays} * interval '24 hours'`)
        .andWhere(ruled('enabled', 'boolean', String(enabled)))
        .setParameters({ now: toDate(nowMs), byDefault: afterDays })
        .orderBy('key.createdAt', 'ASC');
      return take(manager, due, 'rotation_told = $2', true);
    });
  }

  takeRevoked(nowMs: number, keysMax: number): Promise<readonly ApiKey[]> {
    return this.statements.together((manager) => {
      const due = locked(manager, keysMax)
        .where('"key".revocation_told = false AND key.revokedAt > key.revocationDecidedAt')
        .andWhere('key.revokedAt <= :now', { now: toDate(nowMs) })
        .orderBy('key.revokedAt', 'ASC');
      return take(manager, due, 'revocation_told = $2', true);
    });
  }
}

/** Not FOR UPDATE: rows that merely refer to the key, such as messages, need not wait. */
const locked = (manager: EntityManager, keysMax: number): SelectQueryBuilder<ApiKeyEntity> =>
  manager
    .createQueryBuilder(ApiKeyEntity, 'key')
    .setLock('for_no_key_update', undefined, ['key'])
    .setOnLocked('skip_locked')
    .limit(keysMax);

async function take(
  manager: EntityManager,
  due: SelectQueryBuilder<ApiKeyEntity>,
  mark: string,
  value: number | boolean,
): Promise<readonly ApiKey[]> {
  const rows = await due.getMany();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await manager.query(`UPDATE api_keys SET ${mark} WHERE id = ANY($1)`, [ids, value]);
  return rows.map(toApiKey);
}
