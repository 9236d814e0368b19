import { LOWER_ALPHANUMERIC } from '@latchkey/domain';
import type { DenyReason } from '@latchkey/vocabulary';
import { jsonAnswers, listed } from './json-answers.js';
import { planTemplate } from './plan-template.js';
import type { WireProfile } from './wire-profile.js';

/** The six answers that the document prints, to the letter; every other reason follows their style. */
const DOCUMENTED: Readonly<Partial<Record<DenyReason, { readonly code: string; readonly message: string }>>> = {
  key_missing: { code: 'api_key_missing', message: 'API key is missing.' },
  key_malformed: { code: 'api_key_invalid', message: 'API key is invalid.' },
  key_unknown: { code: 'api_key_invalid', message: 'API key is invalid.' },
  key_expired: { code: 'api_key_expired', message: 'API key has expired.' },
  key_revoked: { code: 'api_key_revoked', message: 'API key has been revoked.' },
  quota_exceeded: { code: 'api_key_quota_exceeded', message: 'API key quota has been exceeded.' },
  rate_limited: { code: 'rate_limit_exceeded', message: 'Too many requests. Please try again later.' },
};

const envelope = (code: string, message: string, httpStatus: number, more: object) => ({
  success: false,
  error: { code, message, httpStatus, ...more },
});

/** MessageSmart: `{"success":false,"error":{code,message,httpStatus}}`; keys live a year. Source: seed `messagesmart`. */
export const messagesmart: WireProfile = {
  name: 'messagesmart',
  credentialSources: ['x-api-key'],
  secretFormat: {
    prefix: 'ms',
    namesEnvironment: true,
    alphabet: LOWER_ALPHANUMERIC,
    bodyLength: 20,
    checksum: false,
    visibleBodyLength: 4,
  },
  template: {
    defaults: { keyLifetimeDays: 365, scopes: ['read', 'write'] },
    plans: [planTemplate('standard', 'Standard', { rateLimit: { limit: 60, windowMs: 60_000 } })],
  },

  success: (result) => ({
    success: true,
    data: result.kind === 'list' ? result.items : result.item,
    ...(result.kind === 'list' && { nextCursor: result.nextCursor }),
  }),

  ...jsonAnswers({
    scheme: 'ApiKey',
    refusal({ denied: { reason, missing }, status, detail }) {
      const { code, message } = DOCUMENTED[reason] ?? { code: reason.replace(/^key_/, 'api_key_'), message: detail };
      return envelope(code, message, status, listed('missing', missing));
    },
    problem: ({ status, code, detail, errors }) => envelope(code, detail, status, listed('errors', errors)),
  }),
};
