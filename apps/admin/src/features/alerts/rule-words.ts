import type { AlertKind } from '@latchkey/vocabulary';
import type { AlertRulesView } from '../../shared/api/model';
import { CHANNEL_WORDS } from './alert-words';

export type Rules = AlertRulesView['rules'];
export type Rule = Rules[AlertKind];

const figures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** When a rule fires, as it stands. */
export function ruleSentence(kind: AlertKind, rules: Rules): string {
  switch (kind) {
    case 'quota_used': {
      const { percents } = rules.quota_used;
      return percents.length === 0 ? 'At no share of a limit.' : `At ${list.format(ascending(percents))} % of a limit.`;
    }
    case 'key_expiring': {
      const { days } = rules.key_expiring;
      if (days.length === 0) return 'At no distance.';
      return `${list.format([...ascending(days)].reverse())} ${days.join() === '1' ? 'day' : 'days'} before it ends.`;
    }
    case 'rotation_due':
      return `${days(rules.rotation_due.afterDays)} after it was made or rotated.`;
    case 'new_network':
      return `From ${days(rules.new_network.learningDays)} after its first use on.`;
    case 'used_after_silence':
      return `After ${days(rules.used_after_silence.afterDays)} without use.`;
    case 'refusals_spiking':
    case 'requests_spiking': {
      const { factor, countMin } = rules[kind];
      return `More than ${figures.format(factor)} times its usual busiest hour, and more than ${figures.format(countMin)}.`;
    }
  }
}

const ascending = (values: readonly number[]): string[] => [...values].sort((a, b) => a - b).map(String);

export const channelWords = (channels: Rule['channels']): string =>
  channels.length === 0 ? 'In the list only' : `By ${list.format(channels.map((channel) => CHANNEL_WORDS[channel]))}`;
