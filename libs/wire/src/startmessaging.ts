import { checkedFormat } from '@latchkey/domain';
import { DENIAL_MEANINGS } from './denial-meanings.js';
import { retryAfterHeader } from './retry-after.js';
import type { WireProfile } from './wire-profile.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** StartMessaging: `{"error":{"code","message"}}` with codes in capitals. Source: seed document `startmessaging`. */
export const startmessaging: WireProfile = {
  name: 'startmessaging',
  credentialSources: ['bearer'],
  secretFormat: checkedFormat('sm'),
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['read', 'write'] },
    plans: [
      { slug: 'free', name: 'Free', entitlements: ['api_access'] },
      { slug: 'premium', name: 'Premium', entitlements: ['api_access'] },
      { slug: 'enterprise', name: 'Enterprise', entitlements: ['api_access'] },
    ],
  },

  success: (result) => (result.kind === 'list' ? { data: result.items, nextCursor: result.nextCursor } : result.item),

  denial({ reason, missing }) {
    const { status, detail } = DENIAL_MEANINGS[reason];
    const message = missing.length > 0 ? `${detail} Missing: ${missing.join(', ')}.` : detail;
    return {
      status,
      headers: { ...JSON_TYPE, ...(status === 401 && { 'www-authenticate': 'Bearer' }) },
      body: { error: { code: reason.toUpperCase(), message } },
    };
  },

  problem: (problem) => ({
    status: problem.status,
    headers: { ...JSON_TYPE, ...retryAfterHeader(problem) },
    body: {
      error: {
        code: problem.code.toUpperCase(),
        message: problem.detail,
        ...(problem.errors.length > 0 && { errors: problem.errors }),
        ...(problem.retryAfterSeconds !== null && { retry_after: problem.retryAfterSeconds }),
      },
    },
  }),
};
