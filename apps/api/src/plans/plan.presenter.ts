import type { PlanView, UpdatedPlan as UpdatedPlanView, WorkspacePlanView } from '@latchkey/contracts';
import { limitsOf, type MeterUse, type Plan, type Tenant, type UpdatedPlan, type WorkspaceUse } from '@latchkey/domain';
import { toMeterUseView } from '../http/meter-use.presenter.js';

export const toPlanView = ({ createdAtMs: _createdAtMs, ...plan }: Plan): PlanView => ({
  ...plan,
  entitlements: [...plan.entitlements],
});

export const toUpdatedPlanView = ({ plan, inExcess }: UpdatedPlan): UpdatedPlanView => ({
  ...toPlanView(plan),
  inExcess: inExcess.map(({ workspaceId, excess }) => ({ workspaceId, excess: [...excess] })),
});

export function toWorkspacePlanView(
  { workspace, plan }: Tenant,
  { keys, devices, fasterKeys }: WorkspaceUse,
  meters: readonly MeterUse[],
): WorkspacePlanView {
  const limits = limitsOf(workspace, plan);
  return {
    plan: toPlanView(plan),
    limits,
    use: {
      keys: { used: keys, allowed: limits.keysMax },
      devices: { used: devices, allowed: limits.devicesMax },
      fasterKeys,
      meters: meters.map(toMeterUseView),
    },
  };
}
