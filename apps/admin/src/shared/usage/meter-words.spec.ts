import type { MeterUseView } from '../api/model';
import { forecastWords, leftWords, moodOf } from './meter-words';

const NOW = Date.UTC(2026, 2, 17, 12);

const meter = (more: Partial<MeterUseView>): MeterUseView => ({
  name: 'messages_per_month',
  limit: 10_000,
  period: 'month',
  used: 5_800,
  remaining: 4_200,
  periodStartsAt: '2026-03-01T00:00:00Z',
  resetsAt: '2026-04-01T00:00:00Z',
  forecast: { unitsAtEnd: 11_500, limitReachedAt: '2026-03-27T08:00:00Z' },
  ...more,
});

it('says what is left, and until when', () =>
  expect(leftWords(meter({}), NOW)).toMatch(/^4,200 of 10,000 left until 1 Apr 2026\.$/));

it('names the time of day where it is soon', () =>
  expect(leftWords(meter({ resetsAt: '2026-03-17T18:00:00Z' }), NOW)).toMatch(/until \d\d:\d\d \S+ on 17 Mar 2026\.$/));

it.each<[string, Partial<MeterUseView>, RegExp, string]>([
  ['it runs out', {}, /used up by 27 Mar 2026/, 'short'],
  ['it lasts', { forecast: { unitsAtEnd: 9_000, limitReachedAt: null } }, /about 9,000 by the end/, 'well'],
  ['nobody knows yet', { forecast: null }, /too early/, 'well'],
  ['it is gone', { used: 10_000, remaining: 0 }, /refused until it starts anew/, 'empty'],
])('%s', (_, more, words, mood) => {
  expect(forecastWords(meter(more), NOW)).toMatch(words);
  expect(moodOf(meter(more))).toBe(mood);
});
