import { checkedFormat } from '@latchkey/domain';
import { bareResult } from './bare-result.js';
import { jsonAnswers, listed, type Refusal } from './json-answers.js';
import { planTemplate } from './plan-template.js';
import type { WireProfile } from './wire-profile.js';

const perSecond = (limit: number) => ({ limit, windowMs: 1_000 });

/** StartMessaging: `{"error":{"code","message"}}` with codes in capitals. Source: seed document `startmessaging`. */
export const startmessaging: WireProfile = {
  name: 'startmessaging',
  credentialSources: ['bearer'],
  secretFormat: checkedFormat('sm'),
  signsWebhookBody: true,
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['read', 'write'] },
    plans: [
      planTemplate('free', 'Free', { rateLimit: perSecond(10), dailyLimit: 1_000 }),
      planTemplate('premium', 'Premium', { rateLimit: perSecond(100), dailyLimit: 100_000 }),
      planTemplate('enterprise', 'Enterprise', { rateLimit: perSecond(1_000) }),
    ],
  },

  success: bareResult,

  ...jsonAnswers({
    scheme: 'Bearer',
    refusal: (refusal) => envelope(refusal.denied.reason, messageOf(refusal), refusal.retryAfterSeconds),
    problem: ({ code, detail, errors, retryAfterSeconds }) =>
      envelope(code, detail, retryAfterSeconds, listed('errors', errors)),
  }),
};

const envelope = (code: string, message: string, retryAfterSeconds: number | null, more: object = {}) => ({
  error: {
    code: code.toUpperCase(),
    message,
    ...more,
    ...(retryAfterSeconds !== null && { retry_after: retryAfterSeconds }),
  },
});

/** A rate limit as the document prints it, which also counts in whole seconds. */
function messageOf({ denied: { reason, missing }, detail, retryAfterSeconds: seconds }: Refusal): string {
  if (reason === 'rate_limited' && seconds !== null) {
    return `Rate limit exceeded. Retry after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  }
  return missing.length > 0 ? `${detail} Missing: ${missing.join(', ')}.` : detail;
}
