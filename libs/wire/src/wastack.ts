import { checkedFormat } from '@latchkey/domain';
import { bareResult } from './bare-result.js';
import { jsonAnswers, listed } from './json-answers.js';
import { planTemplate } from './plan-template.js';
import type { WireProfile } from './wire-profile.js';

/** WAStack: `wa_live_…` keys with read, write or admin. Its document prints no envelope. Source: seed `wastack`. */
export const wastack: WireProfile = {
  name: 'wastack',
  credentialSources: ['bearer'],
  secretFormat: checkedFormat('wa'),
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['read'] },
    plans: [planTemplate('standard', 'Standard')],
  },

  success: bareResult,

  ...jsonAnswers({
    scheme: 'Bearer',
    refusal: ({ denied: { reason, missing }, detail }) => ({
      error: { code: reason, message: detail, ...listed('missing', missing) },
    }),
    problem: ({ code, detail, errors }) => ({ error: { code, message: detail, ...listed('errors', errors) } }),
  }),
};
