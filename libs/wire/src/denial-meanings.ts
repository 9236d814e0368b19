import type { Denied, MeterStanding } from '@latchkey/domain';
import type { DenyReason, MeterName } from '@latchkey/vocabulary';

export interface DenialMeaning {
  readonly status: 401 | 403 | 429;
  /** For people: what is wrong, and what helps. */
  readonly detail: string;
}

/** The status and the sentence of every reason. A profile may say it differently; it may not leave one out. */
export const DENIAL_MEANINGS: Readonly<Record<DenyReason, DenialMeaning>> = {
  key_missing: {
    status: 401,
    detail:
      'The request carries no API key. Send it as "Authorization: Bearer …" or as "X-API-Key: …", whichever this API takes.',
  },
  key_malformed: {
    status: 401,
    detail: 'This is not a key of this API. Look at the host name, and for a typing error or a cut end.',
  },
  key_unknown: { status: 401, detail: 'There is no such key.' },
  key_revoked: { status: 401, detail: 'The key has been revoked. Use its successor, or generate a new one.' },
  key_disabled: { status: 401, detail: 'The key is disabled. An admin of its workspace can enable it again.' },
  key_expired: { status: 401, detail: 'The key has expired. Generate a new one.' },
  workspace_suspended: { status: 403, detail: 'The workspace of this key is suspended.' },
  app_mismatch: { status: 403, detail: 'The key is bound to an app, and X-App-Key does not name it.' },
  ip_denied: { status: 403, detail: 'The key may not be used from this network address.' },
  entitlement_missing: { status: 403, detail: 'The plan of this workspace does not include this.' },
  environment_denied: {
    status: 403,
    detail: 'A sandbox or test key cannot do this: it changes what live keys stand on.',
  },
  scope_missing: { status: 403, detail: 'The key lacks a scope that this needs.' },
  resource_denied: { status: 403, detail: 'The key may not touch this resource.' },
  rate_limited: { status: 429, detail: 'Too many requests. Retry later.' },
  quota_exceeded: { status: 429, detail: 'The quota of this key is used up.' },
  allowance_exceeded: { status: 429, detail: 'An allowance of this workspace is used up.' },
};

/** The status of a refusal, and a sentence that says what was used up where something was. */
export function meaningOf({ reason, meter }: Pick<Denied, 'reason' | 'meter'>): DenialMeaning {
  const meaning = DENIAL_MEANINGS[reason];
  return meter === null ? meaning : { ...meaning, detail: `${meaning.detail} ${usedUp(meter)}` };
}

const usedUp = ({ name, limit, resetsAtMs }: MeterStanding): string =>
  `${COUNTED[name]}: ${limit.toLocaleString('en-GB')}. It starts anew at ${new Date(resetsAtMs).toISOString()}.`;

const COUNTED: Readonly<Record<MeterName, string>> = {
  quota: 'Requests in the period',
  daily_limit: 'Requests in a day',
  messages_per_month: 'Messages in a month',
};
