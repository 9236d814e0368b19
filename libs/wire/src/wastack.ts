import { checkedFormat } from '@latchkey/domain';
import { meaningOf } from './denial-meanings.js';
import { denialHeaders, problemHeaders } from './json-headers.js';
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

  success: (result) => (result.kind === 'list' ? { data: result.items, nextCursor: result.nextCursor } : result.item),

  denial(denied) {
    const { reason, missing } = denied;
    const { status, detail } = meaningOf(denied);
    return {
      status,
      headers: denialHeaders(denied, status, 'Bearer'),
      body: { error: { code: reason, message: detail, ...(missing.length > 0 && { missing }) } },
    };
  },

  problem: (problem) => ({
    status: problem.status,
    headers: problemHeaders(problem),
    body: {
      error: {
        code: problem.code,
        message: problem.detail,
        ...(problem.errors.length > 0 && { errors: problem.errors }),
      },
    },
  }),
};
