import type { Entitlement } from '@latchkey/vocabulary';
import type { PlanChangeView, PlanTermsView } from '../../shared/api/model';
import { wholeNumber } from '../../shared/chart/chart-words';

export const ENTITLEMENT_WORDS: Readonly<Record<Entitlement, string>> = {
  api_access: 'API access',
  webhooks: 'webhooks',
};

const SECOND_MS = 1_000;
const WINDOWS: readonly (readonly [number, string])[] = [
  [86_400 * SECOND_MS, 'day'],
  [3_600 * SECOND_MS, 'hour'],
  [60 * SECOND_MS, 'minute'],
  [SECOND_MS, 'second'],
];

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const bound = (limit: number | null): string => (limit === null ? 'No limit' : wholeNumber(limit));

/** `10 per second`, `300 per 5 minutes`. */
function rateWords(rate: PlanTermsView['rateLimit']): string {
  if (rate === null) return 'No limit';
  const [lengthMs, name] = WINDOWS.find(([ms]) => rate.windowMs % ms === 0) ?? [SECOND_MS, 'second'];
  const count = rate.windowMs / lengthMs;
  return `${wholeNumber(rate.limit)} per ${count === 1 ? name : `${wholeNumber(count)} ${name}s`}`;
}

export interface Term {
  readonly title: string;
  readonly words: string;
}

/** What a plan gives, line by line, the same lines for each. */
export const termsOf = (terms: PlanTermsView): Term[] => [
  {
    title: 'Includes',
    words: list.format(terms.entitlements.map((each) => ENTITLEMENT_WORDS[each])) || 'No access to the API',
  },
  { title: 'Speed of each key', words: rateWords(terms.rateLimit) },
  { title: 'Requests per day', words: bound(terms.dailyLimit) },
  { title: 'Messages per month', words: bound(terms.messagesPerMonth) },
  { title: 'Devices', words: bound(terms.devicesMax) },
  { title: 'API keys', words: bound(terms.keysMax) },
  {
    title: 'Months begin',
    words: terms.monthStarts === 'calendar' ? 'On the first of the month' : 'On the day the workspace began',
  },
];

export interface ChangedTerm extends Term {
  readonly before: string;
}

/** What would be different; nothing of what stays. */
export function changesOf({ before, after }: Pick<PlanChangeView, 'before' | 'after'>): ChangedTerm[] {
  const former = termsOf(before);
  return termsOf(after).flatMap((term, place) => {
    const words = former[place]?.words ?? '';
    return words === term.words ? [] : [{ ...term, before: words }];
  });
}

/** Why somebody may not choose a plan by themselves, in the order in which the server looks; `null`: they may. */
export function whyNot(option: PlanChangeView, current: PlanChangeView | undefined): string | null {
  if (option.mayChoose || option.isCurrent) return null;
  if (!option.plan.selfService) return `Only an operator moves a workspace to ${option.plan.name}.`;
  if (current && !current.plan.selfService) return `Only an operator moves a workspace away from ${current.plan.name}.`;
  if (current && current.plan.monthStarts !== option.plan.monthStarts)
    return 'Its months begin on another day, so only an operator moves a workspace to it.';
  return 'Your role sees plans and does not change them.';
}
