import {
  type Alert,
  type AlertFilter,
  alertState,
  type AlertStore,
  type Page,
  type PageRequest,
  SPIKE_KINDS,
} from '@latchkey/domain';
import type { AlertKind } from '@latchkey/vocabulary';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryAlertStore implements AlertStore {
  constructor(private readonly access: TableAccess) {}

  fire(alert: Alert): Promise<boolean> {
    return this.access.write(({ alerts, workspaces }) => {
      requireParent(workspaces.get(alert.workspaceId) !== null, 'alert', 'workspace');
      for (const other of alerts.all()) if (isOne(other, alert)) return false;
      alerts.insert(alert);
      return true;
    });
  }

  find(workspaceId: string, id: string): Promise<Alert | null> {
    const alert = this.access.tables.alerts.get(id);
    return Promise.resolve(alert?.workspaceId === workspaceId ? alert : null);
  }

  page(filter: AlertFilter, page: PageRequest): Promise<Page<Alert>> {
    return pageOf(
      this.access.tables.alerts.all(),
      page,
      (alert) =>
        alert.workspaceId === filter.workspaceId &&
        alertState(alert) === (filter.state ?? alertState(alert)) &&
        alert.kind === (filter.kind ?? alert.kind) &&
        (filter.keyId === undefined || alert.keyId === filter.keyId),
    );
  }

  firing(kinds: readonly AlertKind[], page: PageRequest): Promise<Page<Alert>> {
    const isMeant = ({ kind, resolvedAtMs }: Alert) => resolvedAtMs === null && kinds.includes(kind);
    return pageOf(this.access.tables.alerts.all(), page, isMeant);
  }

  resolve(ids: readonly string[], atMs: number): Promise<readonly Alert[]> {
    return this.end(
      ({ id }) => ids.includes(id),
      () => atMs,
    );
  }

  resolveOfKey(
    workspaceId: string,
    keyId: string,
    kinds: readonly AlertKind[],
    atMs: number,
  ): Promise<readonly Alert[]> {
    const isMeant = (alert: Alert) =>
      alert.workspaceId === workspaceId && alert.keyId === keyId && kinds.includes(alert.kind);
    return this.end(isMeant, () => atMs);
  }

  resolveDue(nowMs: number, alertsMax: number): Promise<readonly Alert[]> {
    const isDue = ({ resolvesAtMs }: Alert) => resolvesAtMs !== null && resolvesAtMs <= nowMs;
    return this.end(isDue, ({ resolvesAtMs }) => resolvesAtMs ?? nowMs, alertsMax);
  }

  forget(resolvedBeforeMs: number, rowsMax: number): Promise<number> {
    return this.access.write(({ alerts }) => {
      const isOld = ({ resolvedAtMs }: Alert) => resolvedAtMs !== null && resolvedAtMs < resolvedBeforeMs;
      const leaving = [...alerts.all()].filter(isOld).slice(0, rowsMax);
      for (const { id } of leaving) alerts.remove(id);
      return leaving.length;
    });
  }

  private end(
    isMeant: (alert: Alert) => boolean,
    endMs: (alert: Alert) => number,
    alertsMax = Infinity,
  ): Promise<readonly Alert[]> {
    return this.access.write(({ alerts }) => {
      const ending = [...alerts.all()].filter((alert) => alert.resolvedAtMs === null && isMeant(alert));
      const ended = ending.map((alert) => ({ ...alert, resolvedAtMs: endMs(alert) }));
      const first = ended.sort((a, b) => a.resolvedAtMs - b.resolvedAtMs || (a.id < b.id ? -1 : 1)).slice(0, alertsMax);
      for (const alert of first) alerts.replace(alert);
      return first;
    });
  }
}

/** The same cause, or the spike that a key has already. */
function isOne(other: Alert, { workspaceId, kind, keyId, cause }: Alert): boolean {
  if (other.workspaceId !== workspaceId || other.kind !== kind) return false;
  const isSpike = (SPIKE_KINDS as readonly AlertKind[]).includes(kind);
  return other.cause === cause || (isSpike && other.keyId === keyId && other.resolvedAtMs === null);
}
