import { checkedFormat, type Denied } from '@latchkey/domain';
import { DENIAL_MEANINGS } from './denial-meanings.js';
import { denialHeaders, problemHeaders } from './json-headers.js';
import { retryAfterSecondsOf } from './retry-after.js';
import type { WireAnswer, WireProfile } from './wire-profile.js';

/** StartMessaging: `{"error":{"code","message"}}` with codes in capitals. Source: seed document `startmessaging`. */
export const startmessaging: WireProfile = {
  name: 'startmessaging',
  credentialSources: ['bearer'],
  secretFormat: checkedFormat('sm'),
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['read', 'write'] },
    plans: [
      { slug: 'free', name: 'Free', entitlements: ['api_access'], rateLimit: { limit: 10, windowMs: 1000 } },
      { slug: 'premium', name: 'Premium', entitlements: ['api_access'], rateLimit: { limit: 100, windowMs: 1000 } },
      {
        slug: 'enterprise',
        name: 'Enterprise',
        entitlements: ['api_access'],
        rateLimit: { limit: 1_000, windowMs: 1000 },
      },
    ],
  },

  success: (result) => (result.kind === 'list' ? { data: result.items, nextCursor: result.nextCursor } : result.item),

  denial(denied) {
    const { reason, missing } = denied;
    const retryAfterSeconds = retryAfterSecondsOf(denied);
    if (reason === 'rate_limited' && retryAfterSeconds !== null) return rateLimited(denied, retryAfterSeconds);
    const { status, detail } = DENIAL_MEANINGS[reason];
    const message = missing.length > 0 ? `${detail} Missing: ${missing.join(', ')}.` : detail;
    return {
      status,
      headers: denialHeaders(denied, status, 'Bearer'),
      body: { error: { code: reason.toUpperCase(), message } },
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
        ...(problem.retryAfterSeconds !== null && { retry_after: problem.retryAfterSeconds }),
      },
    },
  }),
};

/** As the document prints it, which also counts in whole seconds. */
const rateLimited = (denied: Denied, seconds: number): WireAnswer => ({
  status: 429,
  headers: denialHeaders(denied, 429, 'Bearer'),
  body: {
    error: {
      code: 'RATE_LIMITED',
      message: `Rate limit exceeded. Retry after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
      retry_after: seconds,
    },
  },
});
