import type { KeyEnvironment, KeyState, MessageStatus, StaffRole, WorkspaceRole } from '@latchkey/vocabulary';
import type { WorkspaceEvent } from '../events/workspace-event.js';
import type { Session } from '../identity/session.js';
import type { User } from '../identity/user.js';
import type { ApiKey } from '../key/api-key.js';
import type { KeyPolicies } from '../key/key-policies.js';
import type { KeyStanding } from '../key/policy-hit.js';
import type { Device } from '../messaging/device.js';
import type { Lease, LeaseRequest, UnspentUnits } from '../metering/lease.js';
import type { Message } from '../messaging/message.js';
import type { AnalyticsRange, StatusCount } from '../messaging/message-analytics.js';
import type { PeriodSpan } from '../metering/period.js';
import type { RateLimit } from '../metering/rate-limit.js';
import type { Api } from '../tenancy/api.js';
import type { App } from '../tenancy/app.js';
import type { Member, MemberAccount, MemberAddress } from '../tenancy/member.js';
import type { Plan } from '../tenancy/plan.js';
import type { Workspace } from '../tenancy/workspace.js';
import type { KeyRecord } from '../verification/key-record.js';
import type { AlertRuleStore, AlertSilenceStore, AlertStore } from './alert-stores.port.js';
import type { AuditLog } from './audit-log.port.js';
import type { ContactStore } from './contact-store.port.js';
import type { IdempotencyStore } from './idempotency-store.port.js';
import type { InvitationStore } from './invitation-store.port.js';
import type { KeyNoticeStore } from './key-notice-store.port.js';
import type { LeakNoticeStore } from './leak-notice-store.port.js';
import type { MailStore } from './mail-store.port.js';
import type { Page, PageRequest } from './page.js';
import type { PasswordResetStore } from './password-reset-store.port.js';
import type { SecondFactorStore } from './second-factor-store.port.js';
import type { FormerTermsStore, StatementStore } from './statement-store.port.js';
import type { TemplateStore } from './template-store.port.js';
import type { UsageSignalStore } from './usage-signal-store.port.js';
import type { UsageStore } from './usage-store.port.js';
import type { WebhookDeliveryStore, WebhookStore } from './webhook-stores.port.js';

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
  /** Only those that this person is a member of. */
  readonly memberId?: string;
  /** What their name begins with, in either case. */
  readonly q?: string;
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

export interface MemberStore {
  find(workspaceId: string, userId: string): Promise<Member | null>;
  /** Of one person, in the order of the workspaces' ids. */
  ofUser(userId: string): Promise<readonly Member[]>;
  /** Sorted by the ids of the accounts. */
  page(workspaceId: string, page: PageRequest): Promise<Page<MemberAccount>>;
  count(workspaceId: string, role: WorkspaceRole): Promise<number>;
  /** When somebody ceased to be a member; `null` where they are one, came back, or never were. */
  leftAtMs(workspaceId: string, userId: string): Promise<number | null>;
  /** Rejects with `ConflictError` naming `id` where the person is a member already. */
  insert(member: Member): Promise<void>;
  update(member: Member): Promise<void>;
  /** Keeps in mind when it was. Says whether there was one. */
  remove(workspaceId: string, userId: string, atMs: number): Promise<boolean>;
}

export interface KeyFilter {
  readonly workspaceId: string;
  readonly state?: KeyState;
  readonly environment?: KeyEnvironment;
  readonly planLabel?: string;
  /** Found in the label in any case, or at the visible start. No character of it is a wildcard. */
  readonly q?: string;
}

/** A key of which nobody says whose it is. */
export type SoughtKey =
  | { readonly by: 'keyId'; readonly keyId: string }
  | { readonly by: 'sha256'; readonly sha256: string }
  /** As much of it as somebody sees, be it less or more than the part that is shown. */
  | { readonly by: 'start'; readonly start: string };

/** Where policies look for keys that they are due on. */
export interface KeyLook {
  readonly apiId: string;
  /** Only those that this person has created in this workspace. */
  readonly createdBy?: MemberAddress;
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
  /** In any workspace, newest first, `keysMax` at most. */
  seek(sought: SoughtKey, keysMax: number): Promise<readonly ApiKey[]>;
  /** The key, its workspace, plan and app, and the person it inherits from, as of one moment: what a decision stands on. */
  recordOf(sha256: string): Promise<KeyRecord | null>;
  /** The same, once every change of these that is under way has ended, however it ends. */
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
  /** Notes that the person has proved again who they are, if the session is open at `atMs`; says whether it was. */
  confirm(id: string, atMs: number): Promise<boolean>;
  /** Ends the session if it is open at `atMs`, neither ended nor expired; says whether it did. */
  end(id: string, atMs: number): Promise<boolean>;
  /** The same with all of a person's, or all but one; says how many it ended. */
  endAllOf(userId: string, atMs: number, exceptId?: string): Promise<number>;
  /** Of one person, those that are open at `atMs`. */
  pageOpen(userId: string, page: PageRequest, atMs: number): Promise<Page<Session>>;
}

/** Ids of the only devices that count; `null` or left out: all of the workspace. */
export type AmongDevices = ReadonlySet<string> | null;

/** A device that was removed is absent, but for the messages that name it. */
export interface DeviceStore {
  find(workspaceId: string, id: string): Promise<Device | null>;
  lock(workspaceId: string, id: string): Promise<Device | null>;
  /** The one that carries Meta's number of a telephone number. */
  findByPhoneNumber(workspaceId: string, whatsAppPhoneNumberId: string): Promise<Device | null>;
  /** Whether any workspace has it: to tell another's from none's, where a wire profile does. */
  exists(id: string): Promise<boolean>;
  page(workspaceId: string, page: PageRequest, among?: AmongDevices, onlySandbox?: boolean): Promise<Page<Device>>;
  /** Live ones first: who has linked a real one means that. */
  oldestConnected(workspaceId: string, among?: AmongDevices, onlySandbox?: boolean): Promise<Device | null>;
  counts(workspaceIds: readonly string[]): Promise<CountsByWorkspace>;
  /** How many there were at a moment that has passed. */
  countAt(workspaceId: string, atMs: number): Promise<number>;
  /** Rejects with `ConflictError` naming `whatsAppPhoneNumberId` where another device of the workspace carries it. */
  insert(device: Device): Promise<void>;
  /** Rejects as `insert` does. */
  update(device: Device): Promise<void>;
}

/** What somebody sets out to do something about. */
export interface MessageClaim {
  /** Those of the sandbox, or all others: neither waits behind the other. */
  readonly sandbox: boolean;
  readonly nowMs: number;
  /** When they are due again, should whoever claims them not come back. */
  readonly dueAgainAtMs: number;
  readonly countMax: number;
}

export interface MessageFilter {
  readonly workspaceId: string;
  readonly onlySandbox: boolean;
  readonly among: AmongDevices;
}

/** What a list of messages shows; what is left out is no condition. */
export interface MessageListFilter {
  readonly workspaceId: string;
  readonly among?: AmongDevices;
  readonly onlySandbox?: boolean;
  readonly status?: MessageStatus;
  readonly deviceId?: string;
  readonly sandbox?: boolean;
}

export interface MessagesOfKey {
  /** `null`: people sent them. */
  readonly keyId: string | null;
  readonly sandbox: boolean;
  readonly count: number;
}

export interface MessagesOfDevice {
  readonly deviceId: string;
  readonly count: number;
}

export interface MessageStore {
  find(workspaceId: string, id: string): Promise<Message | null>;
  lock(workspaceId: string, id: string): Promise<Message | null>;
  /** Whether any workspace has it: to tell another's from none's, where a wire profile does. */
  exists(id: string): Promise<boolean>;
  page(filter: MessageListFilter, page: PageRequest): Promise<Page<Message>>;
  /**
   * Of any workspace, and never of the sandbox: whom a provider means, by its own id of a message, or by ours as long as
   * the message has none of the provider's.
   */
  findHandedOver(providerMessageId: string, messageId: string | null): Promise<Message | null>;
  /**
   * Messages that are due, longest first, each to one claimant only: of any number that claim at once, none waits for
   * another. They are not due until `dueAgainAtMs`, and those that are queued count one attempt more.
   */
  claimDue(claim: MessageClaim): Promise<readonly Message[]>;
  /** Messages by the step in which they were taken on and by their status now, the oldest first; what is 0 is left out. */
  statusCounts(filter: MessageFilter, range: AnalyticsRange): Promise<readonly StatusCount[]>;
  /** Messages that were taken on within a span of time, by the key that sent them. */
  countsByKey(workspaceId: string, span: PeriodSpan): Promise<readonly MessagesOfKey[]>;
  /** The same by device, the first with the most; of equals, the older one. */
  countsByDevice(workspaceId: string, span: PeriodSpan, devicesMax: number): Promise<readonly MessagesOfDevice[]>;
  insert(message: Message): Promise<void>;
  update(message: Message): Promise<void>;
}

/** What has happened, kept until everybody who asked has been told. */
export interface EventStore {
  append(event: WorkspaceEvent): Promise<void>;
  page(workspaceId: string, page: PageRequest): Promise<Page<WorkspaceEvent>>;
  /**
   * For use in a transaction: the oldest of those that no webhook has been told of, kept from everybody else until the
   * end. Those that somebody else has at this moment are passed over.
   */
  takeUntold(countMax: number): Promise<readonly WorkspaceEvent[]>;
  /** They are untold no longer. A body is what is sent of an event; `null` where nobody wants to hear of it. */
  markTold(told: readonly ToldEvent[], nowMs: number): Promise<void>;
  /** As it was marked; `null` also for an event of another workspace. */
  bodyOf(workspaceId: string, id: string): Promise<string | null>;
  /** Deletes those that happened before a moment, are told and have no delivery: `rowsMax` at most. Answers how many. */
  forget(occurredBeforeMs: number, rowsMax: number): Promise<number>;
}

export interface ToldEvent {
  readonly id: string;
  readonly body: string | null;
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
  readonly members: MemberStore;
  readonly invitations: InvitationStore;
  readonly keys: KeyStore;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly audit: AuditLog;
  readonly devices: DeviceStore;
  readonly messages: MessageStore;
  readonly idempotency: IdempotencyStore;
  readonly meters: MeterStore;
  readonly events: EventStore;
  readonly webhooks: WebhookStore;
  readonly deliveries: WebhookDeliveryStore;
  readonly usage: UsageStore;
  readonly contacts: ContactStore;
  readonly templates: TemplateStore;
  readonly keyNotices: KeyNoticeStore;
  readonly usageSignals: UsageSignalStore;
  readonly mails: MailStore;
  readonly passwordResets: PasswordResetStore;
  readonly secondFactors: SecondFactorStore;
  readonly leakNotices: LeakNoticeStore;
  readonly alerts: AlertStore;
  readonly alertRules: AlertRuleStore;
  readonly alertSilences: AlertSilenceStore;
  readonly formerTerms: FormerTermsStore;
  readonly statements: StatementStore;
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
