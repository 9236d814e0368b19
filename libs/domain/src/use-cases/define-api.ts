import type { WireProfileName } from '@latchkey/vocabulary';
import { type KeyPolicies, NO_KEY_POLICIES } from '../key/key-policies.js';
import { InvalidFieldError, NotFoundError } from '../errors.js';
import { newId } from '../id.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import type { Api, ApiDefaults } from '../tenancy/api.js';
import type { Plan } from '../tenancy/plan.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';
import { noteCreated } from './created-once.js';
import { madeKnown } from './made-known.js';

export interface CreateApiCommand {
  readonly name: string;
  readonly slug: string;
  readonly hostnames: readonly string[];
  readonly wireProfile: WireProfileName;
  readonly defaults: Partial<ApiDefaults>;
  /** One that is left out is off. */
  readonly keyPolicies?: Partial<KeyPolicies>;
}

export interface UpdateApiCommand {
  readonly apiId: string;
  readonly name?: string;
  readonly hostnames?: readonly string[];
  readonly defaults?: Partial<ApiDefaults>;
  /** One that is left out stays as it is. */
  readonly keyPolicies?: Partial<KeyPolicies>;
}

/** What a wire profile brings to an API that is made with it. */
export interface ApiTemplate {
  readonly defaults: Omit<ApiDefaults, 'leakPolicy'>;
  readonly plans: readonly Omit<Plan, 'id' | 'apiId' | 'createdAtMs'>[];
}

export class DefineApi {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly templateOf: (profile: WireProfileName) => ApiTemplate,
  ) {}

  /** @throws ConflictError where another API has the slug or a host name */
  async create(caller: Caller, command: CreateApiCommand): Promise<Api> {
    const template = this.templateOf(command.wireProfile);
    return this.made(async (stores) => {
      await assertReachable(stores, command.hostnames, null);
      const nowMs = this.clock.nowMs();
      const api: Api = {
        id: newId('api', nowMs, this.random),
        slug: command.slug,
        name: command.name,
        hostnames: command.hostnames,
        wireProfile: command.wireProfile,
        defaults: { ...template.defaults, leakPolicy: 'revoke', ...command.defaults },
        keyPolicies: { ...NO_KEY_POLICIES, ...command.keyPolicies },
        createdAtMs: nowMs,
      };
      await stores.apis.insert(api);
      await noteCreated(stores, caller.claim, api.id);
      for (const plan of template.plans) {
        const id = newId('plan', nowMs, this.random);
        await stores.plans.insert({ ...plan, id, apiId: api.id, createdAtMs: nowMs });
      }
      await this.audit(stores, caller, 'api.created', api.id, null, details(api));
      return api;
    });
  }

  /** @throws NotFoundError, ConflictError where another API has a host name */
  async update(caller: Caller, command: UpdateApiCommand): Promise<Api> {
    return this.made(async (stores) => {
      const api = await stores.apis.lock(command.apiId);
      if (api === null) throw new NotFoundError('API');
      const changed: Api = {
        ...api,
        name: command.name ?? api.name,
        hostnames: command.hostnames ?? api.hostnames,
        defaults: { ...api.defaults, ...command.defaults },
        keyPolicies: { ...api.keyPolicies, ...command.keyPolicies },
      };
      await assertReachable(stores, changed.hostnames, api.id);
      await stores.apis.update(changed);
      await this.audit(stores, caller, 'api.updated', api.id, details(api), details(changed));
      return changed;
    });
  }

  private async made(work: (stores: Stores) => Promise<Api>): Promise<Api> {
    return madeKnown(
      () => this.database.transaction(work),
      (outcome) => this.invalidation.apisChanged(outcome),
    );
  }

  private audit(
    stores: Stores,
    caller: Caller,
    action: 'api.created' | 'api.updated',
    targetId: string,
    before: ReturnType<typeof details> | null,
    after: ReturnType<typeof details>,
  ): Promise<void> {
    const change = { action, workspaceId: null, targetId, ...(before && { before }), after };
    return stores.audit.append(auditEntry(caller, change, this.clock, this.random));
  }
}

/** Only the oldest API gets unknown host names; any other without a host name of its own could never be called. */
async function assertReachable(stores: Stores, hostnames: readonly string[], apiId: string | null): Promise<void> {
  if (hostnames.length > 0) return;
  const [oldest] = await stores.apis.all();
  if (oldest !== undefined && oldest.id !== apiId) {
    throw new InvalidFieldError(
      'hostnames',
      'Only the first API can do without a host name: requests for unknown hosts go to it.',
    );
  }
}

const details = ({ name, slug, hostnames, wireProfile, defaults, keyPolicies }: Api) => ({
  name,
  slug,
  hostnames,
  wireProfile,
  defaults,
  keyPolicies,
});
