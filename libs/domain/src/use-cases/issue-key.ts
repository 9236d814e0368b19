import type { KeyEnvironment, KeyType, Scope } from '@latchkey/vocabulary';
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
import { auditEntry } from './audited-change.js';
import { assertHolds, assertReaches, assertWithinKind, assertWithinLife, type Caller } from './caller.js';
import { lockTenant, withinKeysCap } from './caps.js';
import { noteCreated } from './created-once.js';
import { grantedReach } from './granted-reach.js';

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
      await stores.audit.append(
        auditEntry(
          caller,
          {
            action: 'key.created',
            workspaceId: workspace.id,
            targetId: issued.key.id,
            after: auditDetails(issued.key),
          },
          this.clock,
          this.random,
        ),
      );
      return issued;
    });
  }

  private newKey(caller: Caller, command: IssueKeyCommand, api: Api, reach: KeyReach): IssuedKey {
    const nowMs = this.clock.nowMs();
    const format = this.formatOf(api);
    const type = command.type ?? 'production';
    const environment = environmentOf(command, type);
    const scopes = command.scopes ?? api.defaults.scopes;
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
      metadata: command.metadata ?? {},
      createdAtMs: nowMs,
      createdBy: caller.actor,
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
  rateLimit: key.rateLimit,
  quota: key.quota,
  expiresAtMs: key.expiresAtMs,
});
