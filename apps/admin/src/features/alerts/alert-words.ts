import type { AlertChannel, AlertKind, AlertState, MeterName } from '@latchkey/vocabulary';
import type { AlertCauseView, AlertView } from '../../shared/api/model';
import { absoluteMoment } from '../../shared/format/moment';
import { keyPath, planPath, securityPath, usagePath } from '../../shared/format/places';

export const KIND_WORDS: Readonly<Record<AlertKind, { title: string; explanation: string }>> = {
  quota_used: { title: 'Quota used', explanation: 'A quota, a daily limit or a message allowance fills.' },
  key_expiring: { title: 'Key expires soon', explanation: 'A key nears the day on which it ends.' },
  rotation_due: { title: 'Rotation due', explanation: 'A key has not been rotated for long.' },
  new_network: { title: 'New network', explanation: 'A key is used from a network for the first time.' },
  used_after_silence: { title: 'Used after silence', explanation: 'A key is used that nobody had used for long.' },
  refusals_spiking: { title: 'Refusals spike', explanation: 'Far more requests of a key are refused than usual.' },
  requests_spiking: { title: 'Requests spike', explanation: 'A key is used far more than usual.' },
};

export const STATE_WORDS: Readonly<Record<AlertState, string>> = { firing: 'Firing', resolved: 'Over' };

export const CHANNEL_WORDS: Readonly<Record<AlertChannel, string>> = { webhook: 'webhook', mail: 'mail' };

const METER_WORDS: Readonly<Record<MeterName, string>> = {
  quota: 'the quota of this key',
  daily_limit: 'the daily limit of the workspace',
  messages_per_month: 'the messages of the month',
};

const HOUR_MS = 3_600_000;

const figures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const figure = (value: number | undefined): string =>
  value === undefined ? 'an unknown number' : figures.format(value);
const moment = (at: string | undefined): string =>
  at === undefined ? 'an unknown time' : absoluteMoment(Date.parse(at));
const days = (count: number | undefined): string => (count === 1 ? '1 day' : `${figure(count)} days`);
const window = (ms: number | undefined): string =>
  ms === undefined || ms === HOUR_MS ? 'an hour' : `${figure(ms / 60_000)} minutes`;

/** Why it fired, with the figures of that moment. */
export function causeSentence({ kind, cause }: Pick<AlertView, 'kind' | 'cause'>): string {
  switch (kind) {
    case 'quota_used':
      return quotaSentence(cause);
    case 'key_expiring':
      return `It ends in ${days(cause.expiresWithinDays)} or less: ${moment(cause.expiresAt)}.`;
    case 'rotation_due':
      return `It was not rotated for ${days(cause.afterDays)}. Rotation is due since ${moment(cause.dueSince)}.`;
    case 'new_network':
      return `It was used from ${cause.network ?? 'an unknown network'} for the first time: ${moment(cause.firstSeenAt)}.`;
    case 'used_after_silence':
      return `It was used on ${moment(cause.usedAt)}, for the first time since ${moment(cause.silentSince)}.`;
    case 'refusals_spiking':
      return `${figure(cause.count)} of its requests were refused in ${window(cause.windowMs)}. ${usual(cause)}`;
    case 'requests_spiking':
      return `${figure(cause.count)} requests in ${window(cause.windowMs)}. ${usual(cause)}`;
  }
}

function quotaSentence({ meter, percent, used, limit, periodEndsAt }: AlertCauseView): string {
  const what = meter === undefined ? 'a limit' : METER_WORDS[meter];
  const share = percent === 100 ? `All of ${what} is used` : `${figure(percent)} % of ${what} is used`;
  return `${share}: ${figure(used)} of ${figure(limit)}. It begins anew on ${moment(periodEndsAt)}.`;
}

const usual = ({ usual, threshold }: AlertCauseView): string =>
  `Its busiest hours usually have ${figure(usual)}; more than ${figure(threshold)} is a spike.`;

export interface Advice {
  readonly text: string;
  readonly ways: readonly { readonly label: string; readonly to: string }[];
}

/** What somebody does about it, and where. */
export function adviceFor({ kind, cause, keyId, workspaceId }: AlertView): Advice {
  const key = (label: string) => (keyId === null ? [] : [{ label, to: keyPath(workspaceId, keyId) }]);
  const usage = { label: 'See the usage', to: usagePath(workspaceId) };
  switch (kind) {
    case 'quota_used':
      if (cause.meter === 'quota') {
        return {
          text: 'Once it is used up, requests with this key are refused.',
          ways: key('See its use, raise its quota'),
        };
      }
      return {
        text: 'Once it is used up, requests are refused until it begins anew.',
        ways: [usage, { label: 'See the plan', to: planPath(workspaceId) }],
      };
    case 'key_expiring':
      return { text: 'Rotate it before then: both keys work while programs change over.', ways: key('Rotate the key') };
    case 'rotation_due':
      return { text: 'Rotate it: both keys work while programs change over.', ways: key('Rotate the key') };
    case 'new_network':
      return {
        text: 'If that is nobody of yours, rotate the key, or allow your own addresses only.',
        ways: [...key('Look into the key'), { label: 'Set an IP allowlist', to: securityPath(workspaceId) }],
      };
    case 'used_after_silence':
      return { text: 'Find out who uses it again. If nobody knows, revoke it.', ways: key('Look into the key') };
    case 'refusals_spiking':
      return { text: 'See for what reason they are refused.', ways: [...key('See its refusals'), usage] };
    case 'requests_spiking':
      return {
        text: 'See from where it is used. If that is nobody of yours, rotate it.',
        ways: [...key('See its callers'), usage],
      };
  }
}
