import { KEYS_PER_LOOKUP_MAX, type ResourceScope } from '@latchkey/vocabulary';
import type { AuditEntry } from '../audit/audit-entry.js';
import type { User } from '../identity/user.js';
import type { ApiKey } from '../key/api-key.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, SoughtKey } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { Api } from '../tenancy/api.js';
import type { Workspace } from '../tenancy/workspace.js';
import { auditEntry } from '../use-cases/audited-change.js';
import type { Caller } from '../use-cases/caller.js';
import type { ReadUsage, Usage } from '../use-cases/read-usage.js';

/** The newest entries that are shown of a key. */
const TIMELINE_ENTRIES_MAX = 50;

/** A key, whose it is, what it may do, and what was done to it and with it. */
export interface FoundKey {
  readonly key: ApiKey;
  readonly workspace: Workspace;
  readonly api: Api;
  /** `null` where no person has created it. */
  readonly creator: User | null;
  /** What it may do at this moment, of a key that inherits too. */
  readonly scopes: ReadonlySet<ResourceScope>;
  /** By the day. */
  readonly usage: Usage;
  /** The newest first. */
  readonly timeline: readonly AuditEntry[];
}

export interface FoundKeys {
  /** The newest first. */
  readonly found: readonly FoundKey[];
  readonly hasMore: boolean;
}

/** Whose a key is, across workspaces. Nothing is shown before the audit log says who has looked. */
export class LookUpKeys {
  constructor(
    private readonly database: Database,
    private readonly readUsage: Pick<ReadUsage, 'ofKey'>,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  async execute(caller: Caller, sought: SoughtKey): Promise<FoundKeys> {
    const keys = await this.database.keys.seek(sought, KEYS_PER_LOOKUP_MAX + 1);
    const shown = keys.slice(0, KEYS_PER_LOOKUP_MAX);
    await this.audit(caller, sought, shown);
    const found: FoundKey[] = [];
    for (const key of shown) found.push(await this.detailsOf(caller, key));
    return { found, hasMore: keys.length > shown.length };
  }

  /** What was asked for is no part of it: the keys that were found say enough. */
  private async audit(caller: Caller, { by }: SoughtKey, keys: readonly ApiKey[]): Promise<void> {
    const after = { by, found: keys.length };
    const subjects = keys.map(({ workspaceId, id: targetId }) => ({ workspaceId, targetId }));
    const nobody = { workspaceId: null, targetId: caller.actor.id };
    await this.database.transaction(async ({ audit }) => {
      for (const subject of keys.length > 0 ? subjects : [nobody]) {
        const change = { action: 'leak_desk.searched', ...subject, after } as const;
        await audit.append(auditEntry(caller, change, this.clock, this.random));
      }
    });
  }

  private async detailsOf(caller: Caller, { id: keyId, sha256, workspaceId }: ApiKey): Promise<FoundKey> {
    const record = await this.database.keys.recordOf(sha256);
    const api = record && (await this.database.apis.find(record.key.apiId));
    if (!api) throw new Error('A key has lost its API.');
    const { key, workspace, heldScopes: scopes } = record;
    const { kind, id } = key.createdBy;
    const creator = kind === 'user' ? await this.database.users.find(id) : null;
    const usage = await this.readUsage.ofKey(caller, { workspaceId, keyId }, { step: 'day' });
    const page = { limit: TIMELINE_ENTRIES_MAX };
    const { items: timeline } = await this.database.audit.page({ workspaceId, targetId: keyId }, page);
    return { key, workspace, api, creator, scopes, usage, timeline };
  }
}
