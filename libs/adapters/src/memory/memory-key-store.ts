import {
  keyRecord,
  keyState,
  NotFoundError,
  type ApiKey,
  type KeyFilter,
  type KeyRecord,
  type KeyStore,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';
import type { Tables } from './tables.js';

export class MemoryKeyStore implements KeyStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<ApiKey | null> {
    const key = this.access.tables.keys.get(id);
    return Promise.resolve(key?.workspaceId === workspaceId ? key : null);
  }

  lock(workspaceId: string, id: string): Promise<ApiKey | null> {
    return Promise.resolve(this.find(workspaceId, id));
  }

  recordOf(sha256: string): Promise<KeyRecord | null> {
    const { keys, plans, workspaces } = this.access.tables;
    const key = keys.holder('sha256', sha256);
    const workspace = key && workspaces.get(key.workspaceId);
    const plan = workspace && plans.get(workspace.planId);
    return Promise.resolve(
      plan && { ...keyRecord(key, workspace, plan), awaitedBy: awaitedBy(this.access.tables, key) },
    );
  }

  page(filter: KeyFilter, page: PageRequest, nowMs: number): Promise<Page<ApiKey>> {
    return pageOf(this.access.tables.keys.all(), page, (key) => matches(key, filter, nowMs));
  }

  insert(key: ApiKey): Promise<void> {
    return this.access.write((tables) => {
      requireWorkspace(tables, key);
      requireRelatives(tables, key);
      tables.keys.insert(key);
    });
  }

  update(key: ApiKey): Promise<void> {
    return this.access.write((tables) => {
      if (tables.keys.get(key.id)?.workspaceId !== key.workspaceId) throw new NotFoundError('key');
      requireWorkspace(tables, key);
      requireRelatives(tables, key);
      tables.keys.replace(key);
    });
  }
}

function matches(key: ApiKey, filter: KeyFilter, nowMs: number): boolean {
  return (
    key.workspaceId === filter.workspaceId &&
    (filter.state === undefined || keyState(key, nowMs) === filter.state) &&
    (filter.environment === undefined || key.environment === filter.environment) &&
    (filter.q === undefined ||
      key.label.toLowerCase().includes(filter.q.toLowerCase()) ||
      key.start.startsWith(filter.q))
  );
}

function awaitedBy({ keys }: Tables, { id, rotatedFrom }: ApiKey): string | null {
  const replacement = rotatedFrom === null ? null : keys.get(rotatedFrom)?.replacement;
  return replacement?.byId === id && replacement.overlapEndsAtMs === null ? rotatedFrom : null;
}

function requireRelatives({ keys }: Tables, { workspaceId, rotatedFrom, replacement }: ApiKey): void {
  for (const id of [rotatedFrom, replacement?.byId ?? null]) {
    if (id !== null) requireParent(keys.get(id)?.workspaceId === workspaceId, 'rotation', 'key of its workspace');
  }
}

function requireWorkspace({ workspaces }: Tables, key: ApiKey): void {
  requireParent(workspaces.get(key.workspaceId)?.apiId === key.apiId, 'key', 'workspace of its API');
}
