import type { AuditAction } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import { newId, randomText } from '../id.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import type { App } from '../tenancy/app.js';
import { auditEntry } from './audited-change.js';
import { assertReaches, type Caller } from './caller.js';
import { noteCreated } from './created-once.js';
import { madeKnown } from './made-known.js';

/** Says what it is when it turns up in a log, and that it is none of the secrets. */
const APP_KEY_PREFIX = 'appkey_';
const APP_KEY_CHARACTERS = 26;

export interface AppAddress {
  readonly workspaceId: string;
  readonly appId: string;
}

export class DefineApp {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws NotFoundError */
  async create(caller: Caller, command: { readonly workspaceId: string; readonly name: string }): Promise<App> {
    const { workspaceId, name } = command;
    assertReaches(caller, workspaceId);
    return this.database.transaction(async (stores) => {
      if ((await stores.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
      const nowMs = this.clock.nowMs();
      const app: App = {
        id: newId('app', nowMs, this.random),
        workspaceId,
        name,
        appKey: `${APP_KEY_PREFIX}${randomText(APP_KEY_CHARACTERS, this.random)}`,
        createdAtMs: nowMs,
        archivedAtMs: null,
      };
      await stores.apps.insert(app);
      await noteCreated(stores, caller.claim, app.id);
      await this.audit(stores, caller, 'app.created', null, app);
      return app;
    });
  }

  /** @throws NotFoundError */
  rename(caller: Caller, address: AppAddress, name: string | undefined): Promise<App> {
    return this.change(caller, address, 'app.updated', (app) => (name === undefined ? null : { ...app, name }));
  }

  /** In force for the next request of every key that is bound to the app. What is archived stays so. @throws NotFoundError */
  archive(caller: Caller, address: AppAddress): Promise<App> {
    return this.change(caller, address, 'app.archived', (app) =>
      app.archivedAtMs === null ? { ...app, archivedAtMs: this.clock.nowMs() } : null,
    );
  }

  /** `decide` answers `null` where the app already is as it should be; that is made known as well, as for keys. */
  private async change(
    caller: Caller,
    { workspaceId, appId }: AppAddress,
    action: AuditAction,
    decide: (app: App) => App | null,
  ): Promise<App> {
    assertReaches(caller, workspaceId);
    return madeKnown(
      () =>
        this.database.transaction(async (stores) => {
          const app = await stores.apps.lock(workspaceId, appId);
          if (app === null) throw new NotFoundError('app');
          const changed = decide(app);
          if (changed === null) return app;
          await stores.apps.update(changed);
          await this.audit(stores, caller, action, app, changed);
          return changed;
        }),
      (outcome) => this.invalidation.workspaceChanged(workspaceId, outcome),
    );
  }

  private audit(stores: Stores, caller: Caller, action: AuditAction, before: App | null, after: App): Promise<void> {
    const { workspaceId, id: targetId } = after;
    const change = { action, workspaceId, targetId, ...(before && { before: details(before) }), after: details(after) };
    return stores.audit.append(auditEntry(caller, change, this.clock, this.random));
  }
}

const details = ({ name, appKey, archivedAtMs }: App) => ({ name, appKey, archivedAtMs });
