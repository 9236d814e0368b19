import { LOWER_HEX } from '@latchkey/domain';
import { jsonAnswers, listed } from './json-answers.js';
import { planTemplate } from './plan-template.js';
import type { WireProfile } from './wire-profile.js';

/** Whatomate: `{"status","data"}` around everything; `whm_` and 32 hex. Source: seed document `whatomate`. */
export const whatomate: WireProfile = {
  name: 'whatomate',
  credentialSources: ['x-api-key'],
  secretFormat: {
    prefix: 'whm',
    namesEnvironment: false,
    alphabet: LOWER_HEX,
    bodyLength: 32,
    checksum: false,
    visibleBodyLength: 8,
  },
  keysInherit: true,
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['admin'] },
    plans: [planTemplate('standard', 'Standard')],
  },

  success: (result) => ({
    status: 'success',
    data: result.kind === 'list' ? result.items : result.item,
    ...(result.kind === 'list' && result.nextCursor !== null && { nextCursor: result.nextCursor }),
  }),

  ...jsonAnswers({
    scheme: 'ApiKey',
    refusal: ({ denied: { reason, missing }, detail }) => envelope(reason, detail, listed('missing', missing)),
    problem: ({ code, detail, errors }) => envelope(code, detail, listed('errors', errors)),
  }),
};

const envelope = (code: string, message: string, more: object) => ({
  status: 'error',
  message,
  data: { code, ...more },
});
