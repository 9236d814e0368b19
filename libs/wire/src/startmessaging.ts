import { checkedFormat, type Denied } from '@latchkey/domain';
import { meaningOf } from './denial-meanings.js';
import { denialHeaders, problemHeaders } from './json-headers.js';
import { planTemplate } from './plan-template.js';
import { retryAfterSecondsOf } from './retry-after.js';
import type { WireAnswer, WireProfile } from './wire-profile.js';

const perSecond = (limit: number) => ({ limit, windowMs: 1_000 });

/** StartMessaging: `{"error":{"code","message"}}` with codes in capitals. Source: seed document `startmessaging`. */
export const startmessaging: WireProfile = {
  name: 'startmessaging',
  credentialSources: ['bearer'],
  secretFormat: checkedFormat('sm'),
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['read', 'write'] },
    plans: [
      planTemplate('free', 'Free', { rateLimit: perSecond(10), dailyLimit: 1_000 }),
      planTemplate('premium', 'Premium', { rateLimit: perSecond(100), dailyLimit: 100_000 }),
      planTemplate('enterprise', 'Enterprise', { rateLimit: perSecond(1_000) }),
    ],
  },

  success: (result) => (result.kind === 'list' ? { data: result.items, nextCursor: result.nextCursor } : result.item),

  denial(denied) {
    const { reason, missing } = denied;
    const retryAfterSeconds = retryAfterSecondsOf(denied);
    if (reason === 'rate_limited' && retryAfterSeconds !== null) return rateLimited(denied, retryAfterSeconds);
    const { status, detail } = meaningOf(denied);
    const message = missing.length > 0 ? `${detail} Missing: ${missing.join(', ')}.` : detail;
    return {
      status,
      headers: denialHeaders(denied, status, 'Bearer'),
      body: {
        error: {
          code: reason.toUpperCase(),
          message,
          ...(retryAfterSeconds !== null && { retry_after: retryAfterSeconds }),
        },
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
