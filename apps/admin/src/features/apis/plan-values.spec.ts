import { NEW_PLAN, planOf, planValuesOf, rateText } from './plan-values';

const TAKEN = {
  name: 'Team',
  slug: 'team',
  entitlements: ['api_access' as const],
  rateLimit: { limit: 100, windowMs: 1500 },
  dailyLimit: 0,
  messagesPerMonth: null,
  devicesMax: 5,
  keysMax: null,
  monthStarts: 'anchored' as const,
  selfService: true,
};
const PLAN = { id: 'plan_1', apiId: 'api_1', ...TAKEN };

describe('a plan as a form holds it', () => {
  it('survives the way there and back', () => {
    expect(planOf(planValuesOf(PLAN))).toEqual(TAKEN);
  });

  it('has no rate where no requests are named, whatever the seconds say', () =>
    expect(planOf({ ...NEW_PLAN, rateSeconds: '60' }).rateLimit).toBeNull());

  it.each([
    [null, 'No limit'],
    [{ limit: 1000, windowMs: 1000 }, '1,000 a second'],
    [{ limit: 5, windowMs: 60_000 }, '5 in 60 seconds'],
  ])('tells a rate in words: %j', (rate, text) => expect(rateText(rate)).toBe(text));
});
