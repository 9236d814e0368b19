import { checkedFormat } from '@latchkey/domain';
import { DENIAL_MEANINGS } from './denial-meanings.js';
import { retryAfterHeader, retryAfterSecondsOf } from './retry-after.js';
import type { WireProfile } from './wire-profile.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** WAStack: `wa_live_…` keys with read, write or admin. Its document prints no envelope. Source: seed `wastack`. */
export const wastack: WireProfile = {
  name: 'wastack',
  credentialSources: ['bearer'],
  secretFormat: checkedFormat('wa'),
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['read'] },
    plans: [{ slug: 'standard', name: 'Standard', entitlements: ['api_access'], rateLimit: null }],
  },

  success: (result) => (result.kind === 'list' ? { data: result.items, nextCursor: result.nextCursor } : result.item),

  denial(denied) {
    const { reason, missing } = denied;
    const { status, detail } = DENIAL_MEANINGS[reason];
    return {
      status,
      headers: {
        ...JSON_TYPE,
        ...retryAfterHeader(retryAfterSecondsOf(denied)),
        ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      },
      body: { error: { code: reason, message: detail, ...(missing.length > 0 && { missing }) } },
    };
  },

  problem: (problem) => ({
    status: problem.status,
    headers: { ...JSON_TYPE, ...retryAfterHeader(problem.retryAfterSeconds) },
    body: {
      error: {
        code: problem.code,
        message: problem.detail,
        ...(problem.errors.length > 0 && { errors: problem.errors }),
      },
    },
  }),
};
