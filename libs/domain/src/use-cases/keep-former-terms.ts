import type { Stores } from '../ports/database.port.js';
import type { Workspace } from '../tenancy/workspace.js';

/** In the transaction that changes a workspace's terms: keeps those that held until now. Statements tell of them. */
export async function keepFormerTerms(
  { formerTerms }: Pick<Stores, 'formerTerms'>,
  before: Workspace,
  after: Workspace,
  nowMs: number,
): Promise<void> {
  const { id: workspaceId, planId, overrides } = before;
  if (JSON.stringify([planId, overrides]) === JSON.stringify([after.planId, after.overrides])) return;
  await formerTerms.append({ workspaceId, planId, overrides, untilMs: nowMs });
}
