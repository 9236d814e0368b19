import type { Plan } from '@latchkey/domain';
import type { PlanEntity } from '../entities/plan.entity.js';
import { toDate, toMs } from './instants.js';
import { fromRateLimit, toRateLimit } from './rate-limit.mapper.js';

export const toPlan = (row: PlanEntity): Plan => ({
  id: row.id,
  apiId: row.apiId,
  slug: row.slug,
  name: row.name,
  entitlements: row.entitlements,
  rateLimit: toRateLimit(row),
  createdAtMs: toMs(row.createdAt),
});

export const fromPlan = (plan: Plan): Omit<PlanEntity, 'position'> => ({
  id: plan.id,
  apiId: plan.apiId,
  slug: plan.slug,
  name: plan.name,
  entitlements: [...plan.entitlements],
  ...fromRateLimit(plan.rateLimit),
  createdAt: toDate(plan.createdAtMs),
});
