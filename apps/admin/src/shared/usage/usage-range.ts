import type { UsageStep } from '@latchkey/vocabulary';

export const RANGES = ['24h', '7d', '30d', '90d'] as const;
export type RangeName = (typeof RANGES)[number];

/** Days of UTC, as they are counted; the last one included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export type UsageRange = { readonly name: RangeName } | ({ readonly name: 'custom' } & Days);

const DAY_MS = 86_400_000;
/** Counts by the hour are kept for 90 days, whole days at a time; a fortnight of them is as much as can be looked at. */
const HOURS_KEPT_DAYS = 89;
const HOURLY_DAYS_MAX = 14;

const PRESETS: Readonly<Record<RangeName, { words: string; step: UsageStep; days: number }>> = {
  '24h': { words: 'in the last 24 hours', step: 'hour', days: 1 },
  '7d': { words: 'in the last 7 days', step: 'hour', days: 7 },
  '30d': { words: 'in the last 30 days', step: 'day', days: 30 },
  '90d': { words: 'in the last 90 days', step: 'day', days: 90 },
};

export const RANGE_TITLES: Readonly<Record<RangeName, string>> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
};

/** Anything may stand in an address; what is no range is the last day. */
export function rangeOf(parameters: URLSearchParams): UsageRange {
  const name = parameters.get('range');
  const days = { from: parameters.get('from') ?? '', to: parameters.get('to') ?? '' };
  if (name === 'custom' && daysFault(days) === null) return { name, ...days };
  return { name: RANGES.find((each) => each === name) ?? '24h' };
}

export const rangeParameters = ({ name, ...days }: UsageRange): URLSearchParams =>
  new URLSearchParams({ range: name, ...days });

export interface DaysFault {
  readonly field: keyof Days;
  readonly message: string;
}

/** What is wrong with two days; `null`: nothing that can be told from here. */
export function daysFault({ from, to }: Days): DaysFault | null {
  if (startOf(from) === null) return { field: 'from', message: 'Enter the first day.' };
  if (startOf(to) === null) return { field: 'to', message: 'Enter the last day.' };
  return from > to ? { field: 'to', message: 'The last day lies before the first.' } : null;
}

const startOf = (day: string): number | null => {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(ms) ? null : ms;
};

export interface AskedUsage {
  readonly step: UsageStep;
  readonly from: string;
  readonly to?: string;
}

/** What the API is asked for. The step that is under way is among those that a preset has. */
export function askedUsage(range: UsageRange, nowMs: number): AskedUsage {
  if (range.name !== 'custom') {
    const { step, days } = PRESETS[range.name];
    const stepMs = step === 'day' ? DAY_MS : DAY_MS / 24;
    return { step, from: new Date(nowMs - days * DAY_MS + stepMs).toISOString() };
  }
  const [fromMs, toMs] = [startOf(range.from) ?? nowMs, (startOf(range.to) ?? nowMs) + DAY_MS];
  const byHour = toMs - fromMs <= HOURLY_DAYS_MAX * DAY_MS && nowMs - fromMs < HOURS_KEPT_DAYS * DAY_MS;
  return { step: byHour ? 'hour' : 'day', from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** After “Requests”. */
export function rangeWords(range: UsageRange): string {
  if (range.name !== 'custom') return PRESETS[range.name].words;
  const [first, last] = [day.format(startOf(range.from) ?? 0), day.format(startOf(range.to) ?? 0)];
  return first === last ? `on ${first}` : `from ${first} to ${last}`;
}
