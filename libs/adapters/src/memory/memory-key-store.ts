import {
  canBeInForce,
  isWithin,
  keyRecord,
  keyState,
  NotFoundError,
  policyHit,
  takesPlace,
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
} from '@latchkey/domain';
import { countsByWorkspace } from './counts-by-workspace.js';
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

  due(policies: KeyPolicies, { apiId, beforeId, keysMax, nowMs }: KeyLook): Promise<DueKeys> {
    const { keys, usageUses, users } = this.access.tables;
    const all = [...keys.all()].filter((key) => key.apiId === apiId && (beforeId === undefined || key.id < beforeId));
    const looked = all.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, keysMax);
    const due = looked.flatMap((key) => {
      const owner = key.createdBy.kind === 'user' ? users.get(key.createdBy.id) : null;
      const standing = { key, ownerLeftAtMs: owner?.leftAtMs ?? null };
      const lastUsedAtMs = usageUses.get(key.id)?.lastUsedAtMs ?? null;
      return policyHit({ ...standing, lastUsedAtMs }, policies, nowMs) === null ? [] : [standing];
    });
    const nextBeforeId = all.length > looked.length ? (looked.at(-1)?.id ?? null) : null;
    return Promise.resolve({ due, nextBeforeId });
  }

  placesTaken(workspaceIds: readonly string[], nowMs: number): Promise<CountsByWorkspace> {
    const { keys } = this.access.tables;
    const successorOf = ({ replacement }: ApiKey) => replacement && keys.get(replacement.byId);
    return countsByWorkspace(keys.all(), workspaceIds, (key) => takesPlace(key, successorOf(key), nowMs));
  }

  fasterThan(maximum: RateLimit, workspaceIds: readonly string[], nowMs: number): Promise<CountsByWorkspace> {
    const isFaster = ({ rateLimit }: ApiKey) => rateLimit !== null && !isWithin(rateLimit, maximum);
    const { keys } = this.access.tables;
    return countsByWorkspace(keys.all(), workspaceIds, (key) => canBeInForce(key, nowMs) && isFaster(key));
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
