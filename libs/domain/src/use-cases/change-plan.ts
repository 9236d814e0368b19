import { DomainError, InvalidFieldError } from '../errors.js';
import { fieldBeyondReach, UNRESTRICTED } from '../key/key-reach.js';
import type { Leases } from '../metering/leases.js';
import { allowanceMeters } from '../metering/meter.js';
import type { MeteredUse, MeterUse } from '../metering/metered-use.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import type { Plan } from '../tenancy/plan.js';
import { staysInSandbox } from '../verification/policies/environment.policy.js';
import { auditEntry } from './audited-change.js';
import { assertReaches, type Caller } from './caller.js';
import { type Excess, excessOfMove, excessText, PlanTooSmallError, type Terms, termsOf } from './excess.js';
import { keepFormerTerms } from './keep-former-terms.js';
import { madeKnown } from './made-known.js';
import { findTenant, lockTenant, type Tenant } from './tenant.js';

export interface PlanMove {
  readonly workspaceId: string;
  readonly planId: string;
}

export interface ChangePlanCommand extends PlanMove {
  /** Whether a plan that lies below what is in use is applied, rather than refused: for operators to say. */
  readonly acceptExcess?: boolean;
}

/** What a plan would change for a workspace. */
export interface PlanChange {
  readonly from: Tenant;
  readonly to: Plan;
  readonly before: Terms;
  readonly after: Terms;
  /** Whether whoever asks may move the workspace to it. */
  readonly mayChoose: boolean;
  /** What is in the way. */
  readonly excess: readonly Excess[];
  /** The allowances as they would stand: what is spent of the period under way stays spent. */
  readonly meters: readonly MeterUse[];
}

/** Moves workspaces from plan to plan: operators to any of the API, everybody else among those of self-service. */
export class ChangePlan {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly leases: Pick<Leases, 'used'>,
    private readonly meteredUse: MeteredUse,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The catalogue, in its order, with what each plan would change. @throws NotFoundError */
  async options(caller: Caller, workspaceId: string): Promise<readonly PlanChange[]> {
    assertReaches(caller, workspaceId);
    const from = await findTenant(this.database, workspaceId);
    const plans = await this.database.plans.ofApi(from.workspace.apiId);
    return Promise.all(plans.map((to) => this.changeTo(caller, from, to)));
  }

  /** Changes nothing, and spends nothing. @throws NotFoundError, InvalidFieldError naming `planId` */
  async preview(caller: Caller, { workspaceId, planId }: PlanMove): Promise<PlanChange> {
    assertReaches(caller, workspaceId);
    const from = await findTenant(this.database, workspaceId);
    return this.changeTo(caller, from, planOf(from, await this.database.plans.find(planId)));
  }

  /**
   * In force for the next request of every key of the workspace; answers what lies beyond the new plan.
   * @throws NotFoundError, InvalidFieldError, PlanTooSmallError, DomainError `forbidden`
   */
  async execute(caller: Caller, command: ChangePlanCommand): Promise<readonly Excess[]> {
    assertReaches(caller, command.workspaceId);
    if (command.acceptExcess === true && !isOperator(caller))
      throw new DomainError('forbidden', 'Only an operator accepts excess.', 'acceptExcess');
    return madeKnown(
      () => this.database.transaction((stores) => this.move(stores, caller, command)),
      (outcome) => this.invalidation.workspaceChanged(command.workspaceId, outcome),
    );
  }

  private async changeTo(caller: Caller, from: Tenant, to: Plan): Promise<PlanChange> {
    const { workspace, plan } = from;
    return {
      from,
      to,
      before: termsOf(workspace, plan),
      after: termsOf(workspace, to),
      mayChoose: refusalOf(caller, plan, to) === null,
      excess: await excessOfMove(this.leases, this.database, from, { workspace, plan: to }, this.clock.nowMs()),
      meters: await Promise.all(allowanceMeters(workspace, to).map((meter) => this.meteredUse.of(meter))),
    };
  }

  private async move(stores: Stores, caller: Caller, command: ChangePlanCommand): Promise<readonly Excess[]> {
    const from = await lockTenant(stores, command.workspaceId);
    const { workspace, plan } = from;
    // Held, so that it does not become smaller between this look and the commit.
    const to = planOf(from, await stores.plans.hold(command.planId));
    const refusal = refusalOf(caller, plan, to);
    if (refusal !== null) throw new DomainError('forbidden', refusal, 'planId');
    if (to.id === plan.id) return [];
    const nowMs = this.clock.nowMs();
    const changed = { ...workspace, planId: to.id };
    const excess = await excessOfMove(this.leases, stores, from, { workspace: changed, plan: to }, nowMs);
    if (excess.length > 0 && command.acceptExcess !== true) {
      const errors = excess.map((each) => ({ field: each.what, message: excessText(each) }));
      throw new PlanTooSmallError(errors, isOperator(caller));
    }
    await stores.workspaces.update(changed);
    await keepFormerTerms(stores, workspace, changed, nowMs);
    const details = { before: { planId: plan.id }, after: { planId: to.id } };
    const change = {
      action: 'workspace.plan_changed',
      workspaceId: workspace.id,
      targetId: workspace.id,
      ...details,
    } as const;
    await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
    return excess;
  }
}

const isOperator = ({ workspaceId }: Caller): boolean => workspaceId === null;

/** @throws InvalidFieldError naming `planId` */
function planOf({ workspace }: Tenant, plan: Plan | null): Plan {
  if (plan?.apiId !== workspace.apiId)
    throw new InvalidFieldError('planId', 'There is no such plan in the catalogue of this API.');
  return plan;
}

/**
 * Why somebody may not make this move; `null`: they may. Months that begin elsewhere are a new count of what they allow:
 * who could choose that would have two months for one.
 */
function refusalOf(caller: Caller, from: Plan, to: Plan): string | null {
  if (!caller.scopes.has('billing:write')) return 'Changing the plan needs billing:write.';
  // A plan holds for every key of the workspace, wherever it is used.
  if (fieldBeyondReach(caller.reach, UNRESTRICTED) !== null || staysInSandbox(caller.kind))
    return 'A key that is restricted, or stays in the sandbox, does not change the plan.';
  if (isOperator(caller) || from.id === to.id) return null;
  if (!to.selfService) return `Only an operator moves a workspace to the plan ${to.name}.`;
  if (!from.selfService) return `Only an operator moves a workspace away from the plan ${from.name}.`;
  return from.monthStarts === to.monthStarts
    ? null
    : 'Only an operator moves a workspace to a plan whose months begin elsewhere.';
}
