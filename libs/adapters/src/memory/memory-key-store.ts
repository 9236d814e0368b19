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
    return Promise.resolve(recordIn(this.access.tables, sha256));
  }

  /** Taking its turn among the writers, it comes after every change under way. */
  settledRecordOf(sha256: string): Promise<KeyRecord | null> {
    return this.access.write((tables) => recordIn(tables, sha256));
  }

  page(filter: KeyFilter, page: PageRequest, nowMs: number): Promise<Page<ApiKey>> {
    return pageOf(this.access.tables.keys.all(), page, (key) => matches(key, filter, nowMs));
  }

  insert(key: ApiKey): Promise<void> {
    return this.access.write((tables) => {
      requireParents(tables, key);
      tables.keys.insert(key);
    });
  }

  update(key: ApiKey): Promise<void> {
    return this.access.write((tables) => {
      if (tables.keys.get(key.id)?.workspaceId !== key.workspaceId) throw new NotFoundError('key');
      requireParents(tables, key);
      tables.keys.replace(key);
    });
  }
}

function recordIn(tables: Tables, sha256: string): KeyRecord | null {
  const { apps, keys, plans, workspaces } = tables;
  const key = keys.holder('sha256', sha256);
  const workspace = key && workspaces.get(key.workspaceId);
  const plan = workspace && plans.get(workspace.planId);
  const app = key?.appId ? apps.get(key.appId) : null;
  return plan && { ...keyRecord(key, workspace, plan, app), awaitedBy: awaitedBy(tables, key) };
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

function requireParents({ apps, keys, workspaces }: Tables, key: ApiKey): void {
  requireParent(workspaces.get(key.workspaceId)?.apiId === key.apiId, 'key', 'workspace of its API');
  const isOwnApp = key.appId === null || apps.get(key.appId)?.workspaceId === key.workspaceId;
  requireParent(isOwnApp, 'key', 'app of its workspace');
  for (const id of [key.rotatedFrom, key.lineageId, key.replacement?.byId ?? null]) {
    const isOwnKey = id === null || id === key.id || keys.get(id)?.workspaceId === key.workspaceId;
    requireParent(isOwnKey, 'rotation', 'key of its workspace');
  }
}
