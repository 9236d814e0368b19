import { expandScopes, type KeyEnvironment, type KeyType, type Scope } from '@latchkey/vocabulary';
import { InvalidFieldError, NotFoundError } from '../errors.js';
import { newId } from '../id.js';
import type { ApiKey } from '../key/api-key.js';
import { fingerprintOf, generateSecret, type SecretFormat } from '../key/secret-format.js';
import type { KeyReach } from '../key/key-reach.js';
import type { Quota } from '../metering/quota.js';
import type { RateLimit } from '../metering/rate-limit.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { Api, ApiDefaults } from '../tenancy/api.js';
import { assertWithinPlan } from './rate-limit-of-key.js';
import { assertHolds, assertReaches, assertWithinKind, assertWithinLife, type Caller, heirOf } from './caller.js';
import { withinKeysCap } from './caps.js';
import { noteCreated } from './created-once.js';
import { grantedReach } from './granted-reach.js';
import { tellOfKey } from './tell-of-key.js';
import { lockTenant } from './tenant.js';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface IssueKeyCommand {
  readonly workspaceId: string;
  readonly label: string;
  readonly environment?: KeyEnvironment;
  readonly type?: KeyType;
  readonly scopes?: readonly Scope[];
  /** Left out: all devices of the workspace, as `[]` says. */
  readonly deviceIds?: readonly string[];
  readonly appId?: string | null;
  /** Left out: from anywhere, as `[]` says. */
  readonly ipAllowlist?: readonly string[];
  /** Left out: the API's default lifetime; `null`: no expiry. */
  readonly expiresAtMs?: number | null;
  /** The key's own, within what the workspace may do; left out or `null`: the workspace's. */
  readonly rateLimit?: RateLimit | null;
  /** Left out or `null`: none of its own. */
  readonly quota?: Quota | null;
  /** Left out or `null`: none. */
  readonly planLabel?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface IssuedKey {
  readonly key: ApiKey;
  /** For the answer of this one request and nothing else. */
  readonly secret: string;
}

export class IssueKey {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly formatOf: (api: Api) => SecretFormat,
    /** Whether keys of the API have what the person behind them may do, and no more. */
    private readonly keysInherit: (api: Api) => boolean = () => false,
  ) {}

  /** @throws NotFoundError, InvalidFieldError, DomainError `scope_not_held`, `cap_reached` */
  async execute(caller: Caller, command: IssueKeyCommand): Promise<IssuedKey> {
    assertReaches(caller, command.workspaceId);
    return this.database.transaction(async (stores) => {
      const tenant = await lockTenant(stores, command.workspaceId);
      const { workspace } = tenant;
      const api = await stores.apis.find(workspace.apiId);
      if (api === null) throw new NotFoundError('workspace');
      const { deviceIds = [], appId = null, ipAllowlist = [] } = command;
      const reach = await grantedReach(stores, caller, workspace.id, { deviceIds, appId, ipAllowlist });
      await assertWithinPlan(stores, workspace, command.rateLimit ?? null);
      const issued = this.newKey(caller, command, api, reach);
      await withinKeysCap(stores, tenant, issued.key.createdAtMs, () => stores.keys.insert(issued.key));
      await noteCreated(stores, caller.claim, issued.key.id);
      const change = { key: issued.key, action: 'key.created', after: auditDetails(issued.key) } as const;
      await tellOfKey(stores, caller, change, this.clock, this.random);
      return issued;
    });
  }

  private newKey(caller: Caller, command: IssueKeyCommand, api: Api, reach: KeyReach): IssuedKey {
    const nowMs = this.clock.nowMs();
    const format = this.formatOf(api);
    const type = command.type ?? 'production';
    const environment = environmentOf(command, type);
    const inheritsFrom = this.keysInherit(api) ? heirOf(caller) : null;
    const scopes = command.scopes ?? defaultScopes(api.defaults, inheritsFrom === null ? null : caller);
    assertWithinKind(caller, { type, environment });
    assertHolds(caller, scopes);
    const secret = generateSecret(format, environment, this.random);
    const id = newId('key', nowMs, this.random);
    const key: ApiKey = {
      id,
      apiId: api.id,
      workspaceId: command.workspaceId,
      label: command.label,
      sha256: fingerprintOf(secret.text),
      start: secret.start,
      last4: secret.last4,
      environment,
      type,
      scopes,
      ...reach,
      rateLimit: command.rateLimit ?? null,
      quota: command.quota ?? null,
      planLabel: command.planLabel ?? null,
      metadata: command.metadata ?? {},
      createdAtMs: nowMs,
      createdBy: caller.actor,
      inheritsFrom,
      expiresAtMs: expiryOf(caller, command.expiresAtMs, api.defaults, nowMs),
      disabledAtMs: null,
      enabledAtMs: null,
      revocation: null,
      rotatedFrom: null,
      lineageId: id,
      replacement: null,
    };
    return { key, secret: secret.text };
  }
}

function environmentOf(command: IssueKeyCommand, type: KeyType): KeyEnvironment {
  if (type !== 'sandbox') return command.environment ?? 'live';
  if (command.environment === 'live') {
    throw new InvalidFieldError('environment', 'A sandbox key belongs to the test environment.');
  }
  return 'test';
}

/**
 * Of what a key is given that names nothing, one that inherits gets as much as its creator holds: not refused for the
 * rest, as it would be elsewhere, and not to grow with them later.
 */
function defaultScopes({ scopes }: ApiDefaults, creator: Caller | null): readonly Scope[] {
  if (creator === null) return scopes;
  const held = [...expandScopes(scopes)].filter((scope) => creator.scopes.has(scope));
  return held.length === expandScopes(scopes).size ? scopes : held;
}

/** Left out, it is the API's default, or the end of the key that asks where that comes first. */
function expiryOf(
  caller: Caller,
  asked: number | null | undefined,
  { keyLifetimeDays }: ApiDefaults,
  nowMs: number,
): number | null {
  if (asked === undefined) {
    const endsAtMs = keyLifetimeDays === null ? Infinity : nowMs + keyLifetimeDays * DAY_MS;
    const expiresAtMs = Math.min(endsAtMs, caller.expiresAtMs ?? Infinity);
    return expiresAtMs === Infinity ? null : expiresAtMs;
  }
  if (asked !== null && asked <= nowMs) throw new InvalidFieldError('expiresAt', 'The expiry lies in the past.');
  assertWithinLife(caller, asked);
  return asked;
}

/** What the audit log tells of a new key: what it may do, never its fingerprint. */
export const auditDetails = (key: ApiKey) => ({
  label: key.label,
  start: key.start,
  environment: key.environment,
  type: key.type,
  scopes: key.scopes,
  deviceIds: key.deviceIds,
  appId: key.appId,
  ipAllowlist: key.ipAllowlist,
  inheritsFrom: key.inheritsFrom,
  rateLimit: key.rateLimit,
  quota: key.quota,
  planLabel: key.planLabel,
  expiresAtMs: key.expiresAtMs,
});
