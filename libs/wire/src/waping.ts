import { checkedFormat } from '@latchkey/domain';
import { meaningOf } from './denial-meanings.js';
import { denialHeaders, problemHeaders } from './json-headers.js';
import { planTemplate } from './plan-template.js';
import type { WireProfile } from './wire-profile.js';

const CODES = { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 429: 'TOO_MANY_REQUESTS' } as const;

/**
 * WAPing: everything that went well under `data`; 401 is always `UNAUTHORIZED`, 403 always `FORBIDDEN`, and `reason`
 * tells them apart, also for what is another workspace's. The Free plan has no API. Source: seed document `waping`.
 */
export const waping: WireProfile = {
  name: 'waping',
  credentialSources: ['bearer'],
  secretFormat: checkedFormat('wap'),
  deniesForeignIds: true,
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['read', 'write'] },
    plans: [
      planTemplate('free', 'Free', { entitlements: [], devicesMax: 1, messagesPerMonth: 500 }),
      planTemplate('starter', 'Starter', { devicesMax: 1, messagesPerMonth: 3_000 }),
      planTemplate('growth', 'Growth', { devicesMax: 5, messagesPerMonth: 30_000 }),
      planTemplate('pro', 'Pro', { devicesMax: 15, messagesPerMonth: 300_000 }),
      planTemplate('enterprise', 'Enterprise', { devicesMax: 50, messagesPerMonth: 1_000_000 }),
    ],
  },

  success: (result) =>
    result.kind === 'item'
      ? { data: result.item }
      : { data: result.items, ...(result.nextCursor !== null && { nextCursor: result.nextCursor }) },

  denial(denied) {
    const { reason, missing } = denied;
    const { status, detail } = meaningOf(denied);
    return {
      status,
      headers: denialHeaders(denied, status, 'Bearer'),
      body: {
        error: { code: CODES[status], reason, message: detail, ...(missing.length > 0 && { missing }) },
      },
    };
  },

  problem: (problem) => ({
    status: problem.status,
    headers: problemHeaders(problem),
    body: {
      error: {
        code: problem.code.toUpperCase(),
        message: problem.detail,
        ...(problem.errors.length > 0 && { errors: problem.errors }),
      },
    },
  }),
};
