import type { PlanChangeView, PlanTermsView } from '../../shared/api/model';
import { changesOf, termsOf, whyNot } from './plan-words';

const TERMS: PlanTermsView = {
  entitlements: ['api_access'],
  monthStarts: 'calendar',
  rateLimit: { limit: 10, windowMs: 1_000 },
  dailyLimit: 1_000,
  messagesPerMonth: null,
  devicesMax: 1,
  keysMax: 10,
};

const wordsOf = (title: string, terms: PlanTermsView) => termsOf(terms).find((term) => term.title === title)?.words;

it.each([
  [{ limit: 10, windowMs: 1_000 }, '10 per second'],
  [{ limit: 60, windowMs: 60_000 }, '60 per minute'],
  [{ limit: 1_500, windowMs: 300_000 }, '1,500 per 5 minutes'],
  [null, 'No limit'],
])('%j', (rateLimit, words) => expect(wordsOf('Speed of each key', { ...TERMS, rateLimit })).toBe(words));

it('says of a plan without access that it has none', () =>
  expect(wordsOf('Includes', { ...TERMS, entitlements: [] })).toBe('No access to the API'));

it('tells what would change, and nothing of what stays', () =>
  expect(changesOf({ before: TERMS, after: { ...TERMS, dailyLimit: 100_000, devicesMax: null } })).toEqual([
    { title: 'Requests per day', before: '1,000', words: '100,000' },
    { title: 'Devices', before: '1', words: 'No limit' },
  ]));

describe('why a plan cannot be chosen', () => {
  const option = (name: string, selfService: boolean, more: Partial<PlanChangeView> = {}): PlanChangeView => ({
    plan: { ...TERMS, id: name, apiId: 'api_1', slug: name, name, selfService },
    isCurrent: false,
    mayChoose: false,
    before: TERMS,
    after: TERMS,
    obstacles: [],
    meters: [],
    ...more,
  });
  const current = option('Free', true, { isCurrent: true });

  it.each<[string, PlanChangeView, PlanChangeView, RegExp | null]>([
    ['it may', option('Premium', true, { mayChoose: true }), current, null],
    ['it is this one', current, current, null],
    ['given by operators', option('Enterprise', false), current, /to Enterprise/],
    ['taken by operators', option('Premium', true), option('Special', false), /away from Special/],
    ['a reader', option('Premium', true), current, /does not change them/],
  ])('%s', (_, wanted, from, words) =>
    words === null ? expect(whyNot(wanted, from)).toBeNull() : expect(whyNot(wanted, from)).toMatch(words),
  );
});
