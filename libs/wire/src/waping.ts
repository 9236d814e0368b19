import { checkedFormat } from '@latchkey/domain';
import { jsonAnswers, listed } from './json-answers.js';
import { planTemplate } from './plan-template.js';
import type { WireProfile } from './wire-profile.js';

const CODES: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  429: 'TOO_MANY_REQUESTS',
};

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

  ...jsonAnswers({
    scheme: 'Bearer',
    refusal: ({ denied: { reason, missing }, status, detail }) =>
      envelope(status, reason, detail, listed('missing', missing)),
    problem: ({ status, code, detail, errors }) => envelope(status, code, detail, listed('errors', errors)),
  }),
};

/** What the document's table has no code for goes by its own name. */
function envelope(status: number, reason: string, message: string, more: object): object {
  const code = CODES[status];
  return { error: { ...(code === undefined ? { code: reason.toUpperCase() } : { code, reason }), message, ...more } };
}
