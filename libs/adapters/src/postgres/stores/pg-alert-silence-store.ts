import type { AlertSilence, AlertSilenceStore } from '@latchkey/domain';
import type { AlertKind } from '@latchkey/vocabulary';
import { toDateOrNull, toMsOrNull } from '../mappers/instants.js';
import type { Statements } from '../statements.js';

interface Row {
  readonly kind: AlertKind;
  readonly key_id: string;
  readonly until: Date | null;
}

/** What stands for no key. */
const NO_KEY = '';

const PUT = `
  INSERT INTO alert_silences (workspace_id, kind, key_id, until) VALUES ($1, $2, $3, $4)
  ON CONFLICT (workspace_id, key_id, kind) DO UPDATE SET until = excluded.until`;

export class PgAlertSilenceStore implements AlertSilenceStore {
  constructor(private readonly statements: Statements) {}

  among(workspaceId: string, keyIds: readonly (string | null)[]): Promise<readonly AlertSilence[]> {
    return this.statements.run(async (manager) => {
      const sql = 'SELECT kind, key_id, until FROM alert_silences WHERE workspace_id = $1 AND key_id = ANY($2)';
      const rows = await manager.query<Row[]>(sql, [workspaceId, keyIds.map((keyId) => keyId ?? NO_KEY)]);
      return rows.map(({ kind, key_id, until }) => ({
        workspaceId,
        kind,
        keyId: key_id === NO_KEY ? null : key_id,
        untilMs: toMsOrNull(until),
      }));
    });
  }

  put({ workspaceId, kind, keyId, untilMs }: AlertSilence): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.query(PUT, [workspaceId, kind, keyId ?? NO_KEY, toDateOrNull(untilMs)]);
    });
  }

  remove(workspaceId: string, kind: AlertKind, keyId: string | null): Promise<boolean> {
    return this.statements.run(async (manager) => {
      const sql = 'DELETE FROM alert_silences WHERE workspace_id = $1 AND kind = $2 AND key_id = $3';
      const [, deleted] = await manager.query<[unknown, number]>(sql, [workspaceId, kind, keyId ?? NO_KEY]);
      return deleted === 1;
    });
  }
}
