import type { MailText } from '../mail/mail.js';
import { mailOfParagraphs } from '../mail/paragraphs.js';
import type { ApiKey } from '../key/api-key.js';
import type { Alert } from './alert.js';

export interface AlertAboutKey {
  readonly alert: Alert;
  /** `null`: it is about no key, or one that nobody knows. */
  readonly key: ApiKey | null;
}

/** Alerts beyond so many are in the list, and the mail says how many. */
const LISTED_MAX = 20;

/** One mail of all that was found in one go: a hundred keys that are due are one piece of news. */
export function alertMail(workspaceName: string, found: readonly AlertAboutKey[]): MailText {
  const [first] = found;
  const what = found.length === 1 && first !== undefined ? TITLES[first.alert.kind] : `${found.length} alerts`;
  const more = found.length - LISTED_MAX;
  return mailOfParagraphs(`${what}: ${workspaceName}`, [
    `In the workspace ${workspaceName}:`,
    ...found.slice(0, LISTED_MAX).map(sentenceOf),
    ...(more > 0 ? [`And ${more} more, in the list of alerts.`] : []),
    'Each of these is told once. Alerts that are expected can be silenced, for a key or for all.',
  ]);
}

const TITLES: Readonly<Record<Alert['kind'], string>> = {
  quota_used: 'Limit nearly used',
  key_expiring: 'API key expires soon',
  rotation_due: 'API key due for rotation',
  new_network: 'API key used from a new network',
  used_after_silence: 'API key used after long silence',
  refusals_spiking: 'Refused requests spiking',
  requests_spiking: 'Requests spiking',
};

function sentenceOf({ alert, key }: AlertAboutKey): string {
  const { details } = alert;
  const it = key === null ? 'A key' : `The key ${key.label} (${key.start}…${key.last4})`;
  const of = (name: string): string => String(details[name]);
  switch (alert.kind) {
    case 'quota_used': {
      const whose = key === null ? '' : ` of the key ${key.label} (${key.start}…${key.last4})`;
      return `${of('percent')} % of the ${of('meter').replaceAll('_', ' ')}${whose} is used: ${of('used')} of ${of('limit')}, until ${of('periodEndsAt')}.`;
    }
    case 'key_expiring':
      return `${it} expires on ${of('expiresAt')}. Rotate it before then.`;
    case 'rotation_due':
      return `${it} has not been rotated for ${of('afterDays')} days. Rotate it: both keys work while the overlap lasts.`;
    case 'new_network':
      return `${it} was used from ${of('network')}, a network that it was never used from before. If that was none of yours, revoke it.`;
    case 'used_after_silence':
      return `${it} was used at ${of('usedAt')}, for the first time since ${of('silentSince')}. If that was none of yours, revoke it.`;
    case 'refusals_spiking':
      return `${it}: ${of('count')} requests were refused in an hour. Its busiest hours have had ${of('usual')}.`;
    case 'requests_spiking':
      return `${it}: ${of('count')} requests in an hour. Its busiest hours have had ${of('usual')}. If those are none of yours, revoke it.`;
  }
}
