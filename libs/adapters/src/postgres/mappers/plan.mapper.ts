import type { Plan } from '@latchkey/domain';
import type { PlanEntity } from '../entities/plan.entity.js';
import { toDate, toMs } from './instants.js';
import { fromPlanLimits, toPlanLimits } from './plan-limits.mapper.js';

export const toPlan = (row: PlanEntity): Plan => ({
  id: row.id,
  apiId: row.apiId,
  slug: row.slug,
  name: row.name,
  entitlements: row.entitlements,
  ...toPlanLimits(row),
  monthStarts: row.monthStarts,
  selfService: row.selfService,
  createdAtMs: toMs(row.createdAt),
});

export const fromPlan = (plan: Plan): Omit<PlanEntity, 'position'> => ({
  id: plan.id,
  apiId: plan.apiId,
  slug: plan.slug,
  name: plan.name,
  entitlements: [...plan.entitlements],
  ...fromPlanLimits(plan),
  monthStarts: plan.monthStarts,
  selfService: plan.selfService,
  createdAt: toDate(plan.createdAtMs),
});
