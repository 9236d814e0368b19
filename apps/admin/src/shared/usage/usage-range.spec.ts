import { askedUsage, daysFault, rangeOf, rangeParameters, rangeWords } from './usage-range';

const NOW = Date.parse('2026-03-17T10:25:00Z');
const of = (text: string) => rangeOf(new URLSearchParams(text));

describe('the range is in the address', () => {
  it.each([
    ['', '24h'],
    ['range=7d', '7d'],
    ['range=year', '24h'],
    ['range=custom', '24h'],
    ['range=custom&from=2026-03-05&to=2026-03-01', '24h'],
    ['range=custom&from=<b>&to=2026-03-01', '24h'],
    ['range=custom&from=2026-03-01&to=2026-03-05', 'custom'],
  ])('%s', (text, name) => expect(of(text).name).toBe(name));

  it('and comes back from it', () => {
    const range = { name: 'custom', from: '2026-03-01', to: '2026-03-05' } as const;
    expect(rangeOf(rangeParameters(range))).toEqual(range);
  });
});

describe('what is asked for', () => {
  it.each<[string, string, number]>([
    ['range=24h', 'hour', 24],
    ['range=7d', 'hour', 168],
    ['range=30d', 'day', 30],
    ['range=90d', 'day', 90],
  ])('%s', (text, step, count) => {
    const asked = askedUsage(of(text), NOW);
    const stepMs = step === 'day' ? 86_400_000 : 3_600_000;
    const firstMs = Math.floor(Date.parse(asked.from) / stepMs) * stepMs;
    expect(asked.step).toBe(step);
    expect((Math.floor(NOW / stepMs) * stepMs + stepMs - firstMs) / stepMs).toBe(count);
  });

  it('has days of UTC, the last one whole', () =>
    expect(askedUsage(of('range=custom&from=2026-03-01&to=2026-03-05'), NOW)).toEqual({
      step: 'hour',
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-06T00:00:00.000Z',
    }));

  it.each(['from=2026-01-01&to=2026-03-01', 'from=2025-12-01&to=2025-12-02'])('is told by the day: %s', (days) =>
    expect(askedUsage(of(`range=custom&${days}`), NOW).step).toBe('day'),
  );
});

it('says what is wrong with days at the field that it is about', () => {
  expect(daysFault({ from: '', to: '2026-03-01' })?.field).toBe('from');
  expect(daysFault({ from: '2026-03-01', to: '2026-13-01' })?.field).toBe('to');
  expect(daysFault({ from: '2026-03-02', to: '2026-03-01' })?.message).toMatch('before the first');
  expect(daysFault({ from: '2026-03-01', to: '2026-03-01' })).toBeNull();
});

it.each([
  ['range=7d', 'in the last 7 days'],
  ['range=custom&from=2026-03-01&to=2026-03-01', 'on 1 Mar 2026'],
  ['range=custom&from=2026-03-01&to=2026-03-05', 'from 1 Mar 2026 to 5 Mar 2026'],
])('%s', (text, words) => expect(rangeWords(of(text))).toBe(words));
