import { NotFoundError, type Plan, type PlanStore } from '@latchkey/domain';
import { PlanEntity } from '../entities/plan.entity.js';
import { fromPlan, toPlan } from '../mappers/plan.mapper.js';
import type { Statements } from '../statements.js';

export class PgPlanStore implements PlanStore {
  constructor(private readonly statements: Statements) {}

  find(id: string): Promise<Plan | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(PlanEntity, { id });
      return row && toPlan(row);
    });
  }

  lock(id: string): Promise<Plan | null> {
    return this.read(id, 'for_no_key_update');
  }

  hold(id: string): Promise<Plan | null> {
    return this.read(id, 'pessimistic_read');
  }

  ofApi(apiId: string): Promise<readonly Plan[]> {
    return this.statements.run(async (manager) => {
      const rows = await manager.find(PlanEntity, { where: { apiId }, order: { position: 'ASC' } });
      return rows.map(toPlan);
    });
  }

  insert(plan: Plan): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(PlanEntity, fromPlan(plan));
    });
  }

  update(plan: Plan): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, apiId, ...fields } = fromPlan(plan);
      const { affected } = await manager.update(PlanEntity, { id, apiId }, fields);
      if (affected === 0) throw new NotFoundError('plan');
    });
  }

  private read(id: string, mode: 'for_no_key_update' | 'pessimistic_read'): Promise<Plan | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOne(PlanEntity, { where: { id }, lock: { mode } });
      return row && toPlan(row);
    });
  }
}
