import { type ClosedStatement, includedOf, NO_LIMITS } from '@latchkey/domain';
import { nextId } from './next-id.js';

/** Of January 2026, closed an hour after its end. */
export function aStatement(overrides: Partial<ClosedStatement> = {}): ClosedStatement {
  const span = { startMs: Date.UTC(2026, 0, 1), endMs: Date.UTC(2026, 1, 1) };
  const counts = { requestsAllowed: 12, requestsRefused: 3, messages: 2, sandboxMessages: 1 };
  return {
    workspaceId: nextId('ws'),
    workspaceName: 'Example workspace',
    apiId: 'api_of-no-test',
    apiName: 'Example API',
    month: '2026-01',
    ...span,
    closedAtMs: span.endMs + 60 * 60 * 1000,
    plans: [{ planId: 'plan_1', slug: 'gold', name: 'Gold', monthStarts: 'calendar', limits: NO_LIMITS, ...span }],
    totals: counts,
    allowance: { ...span, ...includedOf(3, 2) },
    devices: includedOf(1, null),
    keys: includedOf(1, 10),
    lines: [{ keyId: 'key_1', label: 'Example key', environment: 'live', type: 'production', ...counts }],
    ...overrides,
  };
}
