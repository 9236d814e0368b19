import {
  canBeInForce,
  firstLeftAtMs,
  isWithin,
  keyRecord,
  keyState,
  NotFoundError,
  policyHit,
  rightsOfPerson,
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
  type SoughtKey,
} from '@latchkey/domain';
import { countsByWorkspace } from './counts-by-workspace.js';
import { memberRowId } from './member-row.js';
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

  seek(sought: SoughtKey, keysMax: number): Promise<readonly ApiKey[]> {
    const found = [...this.access.tables.keys.all()].filter((key) => isSought(key, sought));
    return Promise.resolve(found.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, keysMax));
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

  due(policies: KeyPolicies, look: KeyLook): Promise<DueKeys> {
    const { keysMax, nowMs } = look;
    const { keys, usageUses } = this.access.tables;
    const all = [...keys.all()].filter((key) => isLookedAt(key, look));
    const looked = all.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, keysMax);
    const due = looked.flatMap((key) => {
      const standing = { key, ownerLeftAtMs: ownerLeftAtMs(this.access.tables, key) };
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

function isSought(key: ApiKey, sought: SoughtKey): boolean {
  switch (sought.by) {
    case 'keyId':
      return key.id === sought.keyId;
    case 'sha256':
      return key.sha256 === sought.sha256;
    case 'start':
      return key.start.startsWith(sought.start) || sought.start.startsWith(key.start);
  }
}

function recordIn(tables: Tables, sha256: string): KeyRecord | null {
  const { apps, keys, plans, workspaces } = tables;
  const key = keys.holder('sha256', sha256);
  const workspace = key && workspaces.get(key.workspaceId);
  const plan = workspace && plans.get(workspace.planId);
  const app = key?.appId ? apps.get(key.appId) : null;
  if (!plan) return null;
  return { ...keyRecord(key, workspace, plan, app, inheritedBy(tables, key)), awaitedBy: awaitedBy(tables, key) };
}

function inheritedBy({ members, users }: Tables, key: ApiKey): ReturnType<typeof rightsOfPerson> | null {
  const person = key.inheritsFrom === null ? null : users.get(key.inheritsFrom);
  return person && rightsOfPerson(person, members.get(memberRowId(key.workspaceId, person.id)));
}

const isLookedAt = (key: ApiKey, { apiId, createdBy, beforeId }: KeyLook): boolean =>
  key.apiId === apiId &&
  (beforeId === undefined || key.id < beforeId) &&
  (createdBy === undefined ||
    (key.workspaceId === createdBy.workspaceId &&
      key.createdBy.kind === 'user' &&
      key.createdBy.id === createdBy.userId));

function ownerLeftAtMs({ formerMembers, users }: Tables, { createdBy, workspaceId }: ApiKey): number | null {
  if (createdBy.kind !== 'user') return null;
  const membership = formerMembers.get(memberRowId(workspaceId, createdBy.id));
  return firstLeftAtMs(users.get(createdBy.id)?.leftAtMs ?? null, membership?.leftAtMs ?? null);
}

function matches(key: ApiKey, filter: KeyFilter, nowMs: number): boolean {
  return (
    key.workspaceId === filter.workspaceId &&
    (filter.state === undefined || keyState(key, nowMs) === filter.state) &&
    (filter.environment === undefined || key.environment === filter.environment) &&
    (filter.planLabel === undefined || key.planLabel === filter.planLabel) &&
    (filter.q === undefined ||
      key.label.toLowerCase().includes(filter.q.toLowerCase()) ||
      key.start.startsWith(filter.q))
  );
}

function awaitedBy({ keys }: Tables, { id, rotatedFrom }: ApiKey): string | null {
  const replacement = rotatedFrom === null ? null : keys.get(rotatedFrom)?.replacement;
  return replacement?.byId === id && replacement.overlapEndsAtMs === null ? rotatedFrom : null;
}

function requireParents({ apps, keys, users, workspaces }: Tables, key: ApiKey): void {
  requireParent(workspaces.get(key.workspaceId)?.apiId === key.apiId, 'key', 'workspace of its API');
  const isOwnApp = key.appId === null || apps.get(key.appId)?.workspaceId === key.workspaceId;
  requireParent(isOwnApp, 'key', 'app of its workspace');
  requireParent(key.inheritsFrom === null || users.get(key.inheritsFrom) !== null, 'key', 'user it inherits from');
  for (const id of [key.rotatedFrom, key.lineageId, key.replacement?.byId ?? null]) {
    const isOwnKey = id === null || id === key.id || keys.get(id)?.workspaceId === key.workspaceId;
    requireParent(isOwnKey, 'rotation', 'key of its workspace');
  }
}
