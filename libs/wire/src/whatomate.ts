import { LOWER_HEX } from '@latchkey/domain';
import { meaningOf } from './denial-meanings.js';
import { denialHeaders, problemHeaders } from './json-headers.js';
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
  template: {
    defaults: { keyLifetimeDays: null, scopes: ['admin'] },
    plans: [planTemplate('standard', 'Standard')],
  },

  success: (result) => ({
    status: 'success',
    data: result.kind === 'list' ? result.items : result.item,
    ...(result.kind === 'list' && result.nextCursor !== null && { nextCursor: result.nextCursor }),
  }),

  denial(denied) {
    const { reason, missing } = denied;
    const { status, detail } = meaningOf(denied);
    return {
      status,
      headers: denialHeaders(denied, status, 'ApiKey'),
      body: { status: 'error', message: detail, data: { code: reason, ...(missing.length > 0 && { missing }) } },
    };
  },

  problem: (problem) => ({
    status: problem.status,
    headers: problemHeaders(problem),
    body: {
      status: 'error',
      message: problem.detail,
      data: { code: problem.code, ...(problem.errors.length > 0 && { errors: problem.errors }) },
    },
  }),
};
