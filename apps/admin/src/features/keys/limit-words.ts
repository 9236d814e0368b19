import type { Quota, RateLimit } from '../../shared/api/model';

const SECOND_MS = 1000;

/** The widths that a person chooses from; the API takes any. */
export const WINDOW_WORDS: Readonly<Record<number, string>> = {
  [SECOND_MS]: 'a second',
  [60 * SECOND_MS]: 'a minute',
  [3_600 * SECOND_MS]: 'an hour',
  [86_400 * SECOND_MS]: 'a day',
};

const number = new Intl.NumberFormat('en-GB');

export const countText = (count: number): string => number.format(count);

export const requestsText = (count: number): string => `${countText(count)} request${count === 1 ? '' : 's'}`;

export const windowText = (windowMs: number): string =>
  WINDOW_WORDS[windowMs] ?? `per ${number.format(windowMs / SECOND_MS)} seconds`;

/** `10 requests a second`. */
export const rateText = ({ limit, windowMs }: RateLimit): string => `${requestsText(limit)} ${windowText(windowMs)}`;

/** `1,000 requests a day`. */
export const quotaText = ({ limit, period }: Quota): string => `${requestsText(limit)} a ${period}`;
