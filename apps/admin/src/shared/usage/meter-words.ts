import type { MeterName } from '@latchkey/vocabulary';
import type { MeterUseView } from '../api/model';
import { wholeNumber } from '../chart/chart-words';
import { dateOf, timeOf } from '../format/moment';

export const METER_WORDS: Readonly<Record<MeterName, { title: string; unit: string }>> = {
  quota: { title: 'Quota', unit: 'requests' },
  daily_limit: { title: 'Requests per day', unit: 'requests' },
  messages_per_month: { title: 'Messages per month', unit: 'messages' },
};

const DAY_MS = 86_400_000;

/** Within a day the time of day is what counts. */
const momentOf = (moment: string, nowMs: number): string => {
  const momentMs = Date.parse(moment);
  return momentMs - nowMs < DAY_MS ? `${timeOf(momentMs)} on ${dateOf(momentMs)}` : dateOf(momentMs);
};

/** `4,200 of 10,000 left until 1 Dec 2026.` */
export const leftWords = ({ limit, remaining, resetsAt }: MeterUseView, nowMs: number): string =>
  `${wholeNumber(remaining)} of ${wholeNumber(limit)} left until ${momentOf(resetsAt, nowMs)}.`;

/** Where it leads if things go on as they have. */
export function forecastWords({ forecast, remaining, limit }: MeterUseView, nowMs: number): string {
  if (remaining === 0) return 'Used up: further requests are refused until it starts anew.';
  if (forecast === null) return 'It is too early to say how far it will last.';
  const { limitReachedAt, unitsAtEnd } = forecast;
  if (limitReachedAt !== null) return `At this pace it is used up by ${momentOf(limitReachedAt, nowMs)}.`;
  return `At this pace it lasts: about ${wholeNumber(Math.min(unitsAtEnd, limit))} by the end.`;
}

export type MeterMood = 'well' | 'short' | 'empty';

export const moodOf = ({ forecast, remaining }: Pick<MeterUseView, 'forecast' | 'remaining'>): MeterMood => {
  if (remaining === 0) return 'empty';
  return forecast?.limitReachedAt ? 'short' : 'well';
};
