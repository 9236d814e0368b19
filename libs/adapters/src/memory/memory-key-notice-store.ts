import {
  type ApiKey,
  DEFAULT_ALERT_RULES,
  isExpiringWithin,
  isRotationDue,
  isScheduledRevocationDue,
  type KeyNoticeStore,
} from '@latchkey/domain';
import type { ExpiryNoticeDays } from '@latchkey/vocabulary';
import type { TableAccess } from './table-access.js';
import type { Tables } from './tables.js';

/** For what a key was taken. */
export interface KeyNoticeRow {
  readonly id: string;
  readonly expiryDays: number;
  readonly isRevocationTold: boolean;
  readonly isRotationTold: boolean;
}

const NOTHING_TOLD = { expiryDays: Infinity, isRevocationTold: false, isRotationTold: false };

export class MemoryKeyNoticeStore implements KeyNoticeStore {
  constructor(private readonly access: TableAccess) {}

  takeExpiring(days: ExpiryNoticeDays, nowMs: number, keysMax: number): Promise<readonly ApiKey[]> {
    return this.access.write((tables) => {
      const isDue = (key: ApiKey) => isExpiringWithin(days, key, nowMs) && toldOf(tables, key).expiryDays > days;
      const due = [...tables.keys.all()].filter(isDue).sort((a, b) => (a.expiresAtMs ?? 0) - (b.expiresAtMs ?? 0));
      return taken(tables, due.slice(0, keysMax), { expiryDays: days });
    });
  }

  takeRotationDue(nowMs: number, keysMax: number): Promise<readonly ApiKey[]> {
    return this.access.write((tables) => {
      const ruleOf = ({ workspaceId }: ApiKey) =>
        (tables.alertRules.get(workspaceId)?.rules ?? DEFAULT_ALERT_RULES).rotation_due;
      const isDue = (key: ApiKey) => isRotationDue(key, ruleOf(key), nowMs) && !toldOf(tables, key).isRotationTold;
      const due = [...tables.keys.all()].filter(isDue).sort((a, b) => a.createdAtMs - b.createdAtMs);
      return taken(tables, due.slice(0, keysMax), { isRotationTold: true });
    });
  }

  takeRevoked(nowMs: number, keysMax: number): Promise<readonly ApiKey[]> {
    return this.access.write((tables) => {
      const isDue = (key: ApiKey) => isScheduledRevocationDue(key, nowMs) && !toldOf(tables, key).isRevocationTold;
      const due = [...tables.keys.all()].filter(isDue);
      return taken(tables, due.slice(0, keysMax), { isRevocationTold: true });
    });
  }
}

const toldOf = ({ keyNotices }: Tables, { id }: ApiKey): KeyNoticeRow => keyNotices.get(id) ?? { id, ...NOTHING_TOLD };

function taken(tables: Tables, keys: readonly ApiKey[], told: Partial<KeyNoticeRow>): readonly ApiKey[] {
  for (const key of keys) tables.keyNotices.replace({ ...toldOf(tables, key), ...told });
  return keys;
}
