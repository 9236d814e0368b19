import type { AlertSilence, AlertSilenceStore } from '@latchkey/domain';
import type { AlertKind } from '@latchkey/vocabulary';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export interface AlertSilenceRow extends AlertSilence {
  readonly id: string;
}

export class MemoryAlertSilenceStore implements AlertSilenceStore {
  constructor(private readonly access: TableAccess) {}

  among(workspaceId: string, keyIds: readonly (string | null)[]): Promise<readonly AlertSilence[]> {
    const rows = [...this.access.tables.alertSilences.all()];
    const meant = rows.filter((row) => row.workspaceId === workspaceId && keyIds.includes(row.keyId));
    return Promise.resolve(meant.map(({ kind, keyId, untilMs }) => ({ workspaceId, kind, keyId, untilMs })));
  }

  put(silence: AlertSilence): Promise<void> {
    return this.access.write(({ alertSilences, workspaces }) => {
      requireParent(workspaces.get(silence.workspaceId) !== null, 'silence', 'workspace');
      alertSilences.replace({ ...silence, id: idOf(silence.workspaceId, silence.kind, silence.keyId) });
    });
  }

  remove(workspaceId: string, kind: AlertKind, keyId: string | null): Promise<boolean> {
    return this.access.write(({ alertSilences }) => {
      const id = idOf(workspaceId, kind, keyId);
      const isThere = alertSilences.get(id) !== null;
      alertSilences.remove(id);
      return isThere;
    });
  }
}

const idOf = (workspaceId: string, kind: AlertKind, keyId: string | null): string =>
  `${workspaceId} ${kind} ${keyId ?? ''}`;
