import type { Plan, PlanStore } from '@latchkey/domain';
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
}
