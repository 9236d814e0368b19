import { ALL_SCOPES, type Caller, EVERY_KIND, type RateLimit, UNRESTRICTED } from '@latchkey/domain';
import { anApi, aPlan, aWorkspace } from '@latchkey/testing';
import { MemoryDatabase } from '../memory-database.js';

/** A database with one API, one plan and one workspace. */
export async function aTenant({
  keyLifetimeDays = null,
  rateLimit = null,
}: { keyLifetimeDays?: number | null; rateLimit?: RateLimit | null } = {}) {
  const database = new MemoryDatabase();
  const api = anApi({ defaults: { keyLifetimeDays, scopes: ['read', 'write'], leakPolicy: 'revoke' } });
  const plan = aPlan({ apiId: api.id, entitlements: ['api_access'], rateLimit });
  const workspace = aWorkspace({ apiId: api.id, planId: plan.id });
  await database.apis.insert(api);
  await database.plans.insert(plan);
  await database.workspaces.insert(workspace);
  return { database, api, plan, workspace };
}

export const aCaller = (overrides: Partial<Caller> = {}): Caller => ({
  actor: { kind: 'user', id: 'usr_example' },
  workspaceId: null,
  scopes: ALL_SCOPES,
  reach: UNRESTRICTED,
  kind: EVERY_KIND,
  expiresAtMs: null,
  address: '192.0.2.1',
  requestId: 'request',
  ...overrides,
});
