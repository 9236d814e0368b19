import type { Restrictions } from './restrictions';
import { quotaText, rateText } from './limit-words';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const RANGES_NAMED = 3;

export interface RestrictionWords extends Restrictions {
  /** `null`: not bound to one. */
  readonly appName: string | null;
  readonly deviceNameOf: (deviceId: string) => string;
}

/** How a key is narrowed down, in a sentence that goes on from what it may do; empty where it is not. */
export function restrictionSentence(words: RestrictionWords): string {
  const { deviceIds, ipAllowlist, rateLimit, quota, appName, deviceNameOf } = words;
  const limits = [rateLimit && rateText(rateLimit), quota && quotaText(quota)].filter((text) => text !== null);
  const clauses = [
    deviceIds.length > 0 && `touches only ${devicesText(deviceIds.map(deviceNameOf))}`,
    ipAllowlist.length > 0 && `is accepted only from ${rangesText(ipAllowlist)}`,
    appName !== null && `is refused without the app key of ${appName}`,
    limits.length > 0 && `makes at most ${list.format(limits)}`,
  ].filter((clause) => clause !== false);
  return clauses.length === 0 ? '' : `It ${list.format(clauses)}.`;
}

const devicesText = (names: readonly string[]): string =>
  `the device${names.length === 1 ? '' : 's'} ${list.format(names)}`;

const rangesText = (ranges: readonly string[]): string =>
  ranges.length <= RANGES_NAMED ? list.format(ranges) : `${ranges.length} addresses and ranges`;
