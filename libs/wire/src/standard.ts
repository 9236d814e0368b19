import { checkedFormat, type Denied } from '@latchkey/domain';
import { bareResult } from './bare-result.js';
import { meaningOf } from './denial-meanings.js';
import { planTemplate } from './plan-template.js';
import { retryAfterHeader, retryAfterSecondsOf } from './retry-after.js';
import { rateLimitHeaders } from './rate-limit-headers.js';
import { titleOf } from './status-titles.js';
import type { WireProfile } from './wire-profile.js';

const PROBLEM_JSON = 'application/problem+json';

/** Latchkey's own: RFC 9457 problems, RFC 6750 challenges, lists as `{data, nextCursor}`. */
export const standard: WireProfile = {
  name: 'standard',
  credentialSources: ['bearer', 'x-api-key'],
  secretFormat: checkedFormat('lk'),
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['read', 'write'] },
    plans: [planTemplate('standard', 'Standard')],
  },

  success: bareResult,

  allowHeaders: ({ rateLimit, meters }) => rateLimitHeaders(rateLimit, meters),

  denial(denied, requestId) {
    const { status, detail } = meaningOf(denied);
    return {
      status,
      headers: {
        'content-type': PROBLEM_JSON,
        ...challenge(denied, status),
        ...rateLimitHeaders(denied.rateLimit, denied.meter === null ? [] : [denied.meter]),
        ...retryAfterHeader(retryAfterSecondsOf(denied)),
      },
      body: {
        type: 'about:blank',
        title: titleOf(status),
        status,
        code: denied.reason,
        detail,
        requestId,
        ...(denied.missing.length > 0 && { missing: denied.missing }),
      },
    };
  },

  problem: (problem, requestId) => ({
    status: problem.status,
    headers: { 'content-type': PROBLEM_JSON, ...retryAfterHeader(problem.retryAfterSeconds) },
    body: {
      type: 'about:blank',
      title: titleOf(problem.status),
      status: problem.status,
      code: problem.code,
      detail: problem.detail,
      requestId,
      ...(problem.errors.length > 0 && { errors: problem.errors }),
    },
  }),
};

/** RFC 6750, section 3: no error code where no credential came; `insufficient_scope` names what would suffice. */
function challenge(denied: Denied, status: number): Record<string, string> {
  if (denied.reason === 'key_missing') return { 'www-authenticate': 'Bearer' };
  if (status === 401) return { 'www-authenticate': 'Bearer error="invalid_token"' };
  if (denied.reason !== 'scope_missing') return {};
  return { 'www-authenticate': `Bearer error="insufficient_scope", scope="${denied.missing.join(' ')}"` };
}
