import type { Denied } from '@latchkey/domain';
import { type DenialMeaning, meaningOf } from './denial-meanings.js';
import { retryAfterHeader, retryAfterSecondsOf } from './retry-after.js';
import type { WireProblem, WireProfile } from './wire-profile.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** A refusal, as far as every profile reads it alike. */
export interface Refusal extends DenialMeaning {
  readonly denied: Denied;
  /** Whole seconds; `null` where waiting does not help. */
  readonly retryAfterSeconds: number | null;
}

/** The bodies of one vendor, and nothing else of the answer. */
export interface JsonWords {
  /** RFC 9110, section 15.5.2: a 401 names the scheme that would do. */
  readonly scheme: 'Bearer' | 'ApiKey';
  refusal(refusal: Refusal): object;
  problem(problem: WireProblem): object;
}

/** A profile's refusals and problems in plain JSON: it gives the bodies, the rest is the same for all. */
export const jsonAnswers = (words: JsonWords): Pick<WireProfile, 'denial' | 'problem'> => ({
  denial(denied) {
    const { status, detail } = meaningOf(denied);
    const retryAfterSeconds = retryAfterSecondsOf(denied);
    return {
      status,
      headers: {
        ...JSON_TYPE,
        ...retryAfterHeader(retryAfterSeconds),
        ...(status === 401 && { 'www-authenticate': words.scheme }),
      },
      body: words.refusal({ denied, status, detail, retryAfterSeconds }),
    };
  },

  problem: (problem) => ({
    status: problem.status,
    headers: { ...JSON_TYPE, ...retryAfterHeader(problem.retryAfterSeconds) },
    body: words.problem(problem),
  }),
});

/** A field with a list in it, where there is something to list. */
export const listed = (field: string, list: readonly unknown[]): object => (list.length > 0 ? { [field]: list } : {});
