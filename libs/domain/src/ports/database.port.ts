import type { KeyEnvironment, KeyState, StaffRole } from '@latchkey/vocabulary';
import type { AuditEntry } from '../audit/audit-entry.js';
import type { Session } from '../identity/session.js';
import type { User } from '../identity/user.js';
import type { ApiKey } from '../key/api-key.js';
import type { KeyPolicies } from '../key/key-policies.js';
import type { KeyStanding } from '../key/policy-hit.js';
import type { Device } from '../messaging/device.js';
import type { Lease, LeaseRequest, UnspentUnits } from '../metering/lease.js';
import type { Message } from '../messaging/message.js';
import type { RateLimit } from '../metering/rate-limit.js';
import type { Api } from '../tenancy/api.js';
import type { App } from '../tenancy/app.js';
import type { Plan } from '../tenancy/plan.js';
import type { Workspace } from '../tenancy/workspace.js';
import type { KeyRecord } from '../verification/key-record.js';
import type { IdempotencyStore } from './idempotency-store.port.js';
import type { Page, PageRequest } from './page.js';
import type { UsageStore } from './usage-store.port.js';

/*
 * Every store answers `null` for what is absent, and rejects with `StoreUnavailableError` when the database is out of
 * reach. `insert` rejects with `ConflictError` naming the field that another row has (`id`, and those named below);
 * `update` replaces the whole row and rejects with `NotFoundError` where there is none with that id in that API or
 * workspace. `lock` is for use in a transaction: it reads the row and keeps other writers of it waiting until the end, so
 * that a decision made on what was read still holds when it is written.
 */

export interface ApiStore {
  /** Oldest first. */
  all(): Promise<readonly Api[]>;
  find(id: string): Promise<Api | null>;
  lock(id: string): Promise<Api | null>;
  page(page: PageRequest): Promise<Page<Api>>;
  /** Rejects with `ConflictError` naming `slug` or `hostnames` where another API has it. */
  insert(api: Api): Promise<void>;
  update(api: Api): Promise<void>;
}

export interface PlanStore {
  find(id: string): Promise<Plan | null>;
  lock(id: string): Promise<Plan | null>;
  /**
   * For use in a transaction: reads the plan and keeps it as it is until the end. Any number of transactions hold a plan
   * at the same time; whoever locks it waits for them, and they for him.
   */
  hold(id: string): Promise<Plan | null>;
  /** In the catalogue's order: the order of insertion. */
  ofApi(apiId: string): Promise<readonly Plan[]>;
  /** Rejects with `ConflictError` naming `slug` where another plan of the API has it. */
  insert(plan: Plan): Promise<void>;
  update(plan: Plan): Promise<void>;
}

export interface WorkspaceFilter {
  readonly apiId?: string;
  readonly planId?: string;
  readonly id?: string;
}

/** By workspace; one that has none of what is counted is not in it. */
export type CountsByWorkspace = ReadonlyMap<string, number>;

export interface WorkspaceStore {
  find(id: string): Promise<Workspace | null>;
  lock(id: string): Promise<Workspace | null>;
  page(filter: WorkspaceFilter, page: PageRequest): Promise<Page<Workspace>>;
  insert(workspace: Workspace): Promise<void>;
  update(workspace: Workspace): Promise<void>;
}

export interface AppStore {
  /** `null` also for an app of another workspace. */
  find(workspaceId: string, id: string): Promise<App | null>;
  lock(workspaceId: string, id: string): Promise<App | null>;
  page(workspaceId: string, page: PageRequest): Promise<Page<App>>;
  /** Rejects with `ConflictError` naming `appKey` where any app, in any workspace, has it. */
  insert(app: App): Promise<void>;
  update(app: App): Promise<void>;
}

export interface KeyFilter {
  readonly workspaceId: string;
  readonly state?: KeyState;
  readonly environment?: KeyEnvironment;
  /** Found in the label in any case, or at the visible start. No character of it is a wildcard. */
  readonly q?: string;
}

/** Where policies look for keys that they are due on. */
export interface KeyLook {
  readonly apiId: string;
  /** Only keys older than this id. */
  readonly beforeId?: string;
  /** How many keys are looked at, due or not. */
  readonly keysMax: number;
  readonly nowMs: number;
}

export interface DueKeys {
  /** Newest first. */
  readonly due: readonly Omit<KeyStanding, 'lastUsedAtMs'>[];
  /** What is left to be looked at is older than this id; `null`: nothing is left. */
  readonly nextBeforeId: string | null;
}

export interface KeyStore {
  /** `null` also for a key of another workspace: absent and not yours answer alike. */
  find(workspaceId: string, id: string): Promise<ApiKey | null>;
  lock(workspaceId: string, id: string): Promise<ApiKey | null>;
  /** The key, its workspace, its plan and its app as of one moment: what a decision stands on. */
  recordOf(sha256: string): Promise<KeyRecord | null>;
  /** The same, once every change of the three that is under way has ended, however it ends. */
  settledRecordOf(sha256: string): Promise<KeyRecord | null>;
  /** `nowMs` because state is derived from timestamps. */
  page(filter: KeyFilter, page: PageRequest, nowMs: number): Promise<Page<ApiKey>>;
  /** The keys that `policyHit` says a policy is due on, as far as their use is written; what is not may change that. */
  due(policies: KeyPolicies, look: KeyLook): Promise<DueKeys>;
  /** How many keys take a place under the cap, as `takesPlace` says. */
  placesTaken(workspaceIds: readonly string[], nowMs: number): Promise<CountsByWorkspace>;
  /** How many keys that are in force, or could be again, have a rate limit of their own that is not within this one. */
  fasterThan(maximum: RateLimit, workspaceIds: readonly string[], nowMs: number): Promise<CountsByWorkspace>;
  /** Rejects with `ConflictError` naming `sha256` where any key, in any workspace, has it. */
  insert(key: ApiKey): Promise<void>;
  update(key: ApiKey): Promise<void>;
}

export interface UserStore {
  find(id: string): Promise<User | null>;
  findByEmail(email: string): Promise<User | null>;
  lock(id: string): Promise<User | null>;
  any(): Promise<boolean>;
  /** Those of a role who have not left. */
  countActive(role: StaffRole): Promise<number>;
  page(page: PageRequest): Promise<Page<User>>;
  /** In a transaction: two that would both create the first user, or let the last one leave, run one after the other. */
  lockAll(): Promise<void>;
  /** Rejects with `ConflictError` naming `email` where another account has it. */
  insert(user: User): Promise<void>;
  /** Rejects as `insert` does. */
  update(user: User): Promise<void>;
}

export interface SessionStore {
  find(id: string): Promise<Session | null>;
  insert(session: Session): Promise<void>;
  /** Ends the session if it is open at `atMs`, neither ended nor expired; says whether it did. */
  end(id: string, atMs: number): Promise<boolean>;
  /** The same with all of a person's; says how many it ended. */
  endAllOf(userId: string, atMs: number): Promise<number>;
}

/** Append-only: there is no way to change or remove an entry. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
  page(filter: { readonly workspaceId?: string }, page: PageRequest): Promise<Page<AuditEntry>>;
}

/** Ids of the only devices that count; `null` or left out: all of the workspace. */
export type AmongDevices = ReadonlySet<string> | null;

export interface DeviceStore {
  find(workspaceId: string, id: string): Promise<Device | null>;
  /** Whether any workspace has it: to tell another's from none's, where a wire profile does. */
  exists(id: string): Promise<boolean>;
  page(workspaceId: string, page: PageRequest, among?: AmongDevices): Promise<Page<Device>>;
  oldestConnected(workspaceId: string, among?: AmongDevices): Promise<Device | null>;
  counts(workspaceIds: readonly string[]): Promise<CountsByWorkspace>;
  insert(device: Device): Promise<void>;
}

export interface MessageStore {
  find(workspaceId: string, id: string): Promise<Message | null>;
  /** Whether any workspace has it: to tell another's from none's, where a wire profile does. */
  exists(id: string): Promise<boolean>;
  page(workspaceId: string, page: PageRequest, among?: AmongDevices): Promise<Page<Message>>;
  insert(message: Message): Promise<void>;
}

/** Durable counters: how many units of each meter have been given out in each period. */
export interface MeterStore {
  /**
   * Puts back what the request returns, and takes as many units as `unitsToLease` says, in one statement: no two leases
   * get the same unit, and never more are out than the limit of either allows.
   */
  lease(request: LeaseRequest): Promise<Lease>;
  /** Units given out in a period, and not returned. */
  granted(meterId: string, periodStartMs: number): Promise<number>;
  giveBack(unspent: readonly UnspentUnits[]): Promise<void>;
  /** Deletes periods that ended before a moment, `rowsMax` at most. Answers how many. */
  forget(endedBeforeMs: number, rowsMax: number): Promise<number>;
}

export interface Stores {
  readonly apis: ApiStore;
  readonly plans: PlanStore;
  readonly workspaces: WorkspaceStore;
  readonly apps: AppStore;
  readonly keys: KeyStore;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly audit: AuditLog;
  readonly devices: DeviceStore;
  readonly messages: MessageStore;
  readonly idempotency: IdempotencyStore;
  readonly meters: MeterStore;
  readonly usage: UsageStore;
}

/** The stores, each call on its own; and several calls as one. */
export interface Database extends Stores {
  /**
   * Everything `work` writes through its stores commits together, or, when it rejects, nothing does. Nor does anything
   * commit after a write that a store refused, even where `work` goes on regardless: this rejects then. When it
   * resolves, the commit is durable. When it rejects with `StoreUnavailableError`, it may or may not have committed.
   */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
}
