import { ENTITLEMENTS, KEYS_CAP_DEFAULT } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import { newId } from '../id.js';
import type { Leases } from '../metering/leases.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import { NO_LIMITS, type Plan } from '../tenancy/plan.js';
import { type AuditedChange, auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';
import { noteCreated } from './created-once.js';
import { type Excess, excessOf, excessText, meteredExcess, PlanTooSmallError, termsOf, useOf } from './excess.js';
import { madeKnown } from './made-known.js';

/** What may change in the life of a plan. Its slug is what other systems know it by, and stays. */
export type PlanFields = Omit<Plan, 'id' | 'apiId' | 'slug' | 'createdAtMs'>;

export interface CreatePlanCommand extends Partial<PlanFields> {
  readonly apiId: string;
  readonly slug: string;
  readonly name: string;
}

export interface UpdatePlanCommand extends Partial<PlanFields> {
  readonly apiId: string;
  readonly planId: string;
  /** Whether terms that lie below what workspaces use are applied, rather than refused. */
  readonly acceptExcess?: boolean;
}

export interface WorkspaceInExcess {
  readonly workspaceId: string;
  readonly name: string;
  readonly excess: readonly Excess[];
}

export interface UpdatedPlan {
  readonly plan: Plan;
  /** Of the workspaces that lie beyond the new terms, those that were found first. */
  readonly inExcess: readonly WorkspaceInExcess[];
}

/** Enough to see what is the matter; a plan may have any number of workspaces. */
export const WORKSPACES_TOLD_MAX = 20;
const WORKSPACES_AT_ONCE = 500;

/** What a plan is made of where nothing is said: everything, for ten keys. */
const DEFAULTS: Omit<PlanFields, 'name'> = {
  ...NO_LIMITS,
  entitlements: ENTITLEMENTS,
  keysMax: KEYS_CAP_DEFAULT,
  monthStarts: 'calendar',
  selfService: false,
};

export class DefinePlan {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly leases: Pick<Leases, 'used'>,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Comes last in the catalogue. @throws NotFoundError, ConflictError where another plan of the API has the slug */
  async create(caller: Caller, command: CreatePlanCommand): Promise<Plan> {
    return this.database.transaction(async (stores) => {
      if ((await stores.apis.find(command.apiId)) === null) throw new NotFoundError('API');
      const createdAtMs = this.clock.nowMs();
      const plan: Plan = { ...DEFAULTS, ...command, id: newId('plan', createdAtMs, this.random), createdAtMs };
      await stores.plans.insert(plan);
      await noteCreated(stores, caller.claim, plan.id);
      await this.audit(stores, caller, { action: 'plan.created', targetId: plan.id, after: details(plan) });
      return plan;
    });
  }

  /** In force for the next request of every key on the plan. @throws NotFoundError, PlanTooSmallError */
  async update(caller: Caller, command: UpdatePlanCommand): Promise<UpdatedPlan> {
    const { apiId, planId, acceptExcess = false, ...fields } = command;
    return madeKnown(
      () =>
        this.database.transaction(async (stores) => {
          const before = await stores.plans.lock(planId);
          if (before?.apiId !== apiId) throw new NotFoundError('plan');
          const plan: Plan = { ...before, ...fields };
          const inExcess = await this.inExcess(stores, before, plan);
          if (inExcess.length > 0 && !acceptExcess) throw tooSmall(inExcess);
          await stores.plans.update(plan);
          const change = { before: details(before), after: details(plan) };
          await this.audit(stores, caller, { action: 'plan.updated', targetId: planId, ...change });
          return { plan, inExcess };
        }),
      (outcome) => this.invalidation.planChanged(planId, outcome),
    );
  }

  /** Whoever would use more of the plan meanwhile holds it, and so comes before the lock or after the change. */
  private async inExcess(stores: Stores, from: Plan, to: Plan): Promise<readonly WorkspaceInExcess[]> {
    const asked = { nowMs: this.clock.nowMs(), rateLimit: to.rateLimit };
    const found: WorkspaceInExcess[] = [];
    let beforeId: string | undefined;
    do {
      const request = { limit: WORKSPACES_AT_ONCE, ...(beforeId !== undefined && { beforeId }) };
      const { items, hasMore } = await stores.workspaces.page({ planId: to.id }, request);
      const ids = items.map(({ id }) => id);
      const use = await useOf(stores, ids, asked);
      for (const workspace of items) {
        const excess = [
          ...excessOf(use(workspace.id), termsOf(workspace, from), termsOf(workspace, to)),
          ...(await meteredExcess(
            this.leases,
            stores,
            { workspace, plan: from },
            { workspace, plan: to },
            asked.nowMs,
          )),
        ];
        if (excess.length > 0) found.push({ workspaceId: workspace.id, name: workspace.name, excess });
      }
      beforeId = hasMore ? ids.at(-1) : undefined;
    } while (beforeId !== undefined && found.length < WORKSPACES_TOLD_MAX);
    return found.slice(0, WORKSPACES_TOLD_MAX);
  }

  private audit(stores: Stores, caller: Caller, change: Omit<AuditedChange, 'workspaceId'>): Promise<void> {
    return stores.audit.append(auditEntry(caller, { ...change, workspaceId: null }, this.clock, this.random));
  }
}

const tooSmall = (inExcess: readonly WorkspaceInExcess[]): PlanTooSmallError =>
  new PlanTooSmallError(
    inExcess.flatMap(({ workspaceId, name, excess }) =>
      excess.map((each) => ({ field: each.what, message: `${name} (${workspaceId}): ${excessText(each)}` })),
    ),
  );

const details = ({ id: _id, createdAtMs: _createdAtMs, ...rest }: Plan) => rest;
