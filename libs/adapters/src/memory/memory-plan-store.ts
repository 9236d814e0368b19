import { NotFoundError, type Plan, type PlanStore } from '@latchkey/domain';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryPlanStore implements PlanStore {
  constructor(private readonly access: TableAccess) {}

  find(id: string): Promise<Plan | null> {
    return Promise.resolve(this.access.tables.plans.get(id));
  }

  lock(id: string): Promise<Plan | null> {
    return this.find(id);
  }

  hold(id: string): Promise<Plan | null> {
    return this.find(id);
  }

  ofApi(apiId: string): Promise<readonly Plan[]> {
    return Promise.resolve([...this.access.tables.plans.all()].filter((plan) => plan.apiId === apiId));
  }

  insert(plan: Plan): Promise<void> {
    return this.access.write(({ apis, plans }) => {
      requireParent(apis.get(plan.apiId) !== null, 'plan', 'API');
      plans.insert(plan);
    });
  }

  update(plan: Plan): Promise<void> {
    return this.access.write(({ plans }) => {
      if (plans.get(plan.id)?.apiId !== plan.apiId) throw new NotFoundError('plan');
      plans.replace(plan);
    });
  }
}
