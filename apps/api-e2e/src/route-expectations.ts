import { DENY_REASONS, type DenyReason } from '@latchkey/vocabulary';
import type { Answer } from './http.js';
import type { OfKeys, RouteClass } from './route-classes.js';
import type { Operation } from './routes.js';

type Refusal = DenyReason | 'forbidden' | 'signed_out';
const REFUSALS: ReadonlySet<string> = new Set<Refusal>([...DENY_REASONS, 'forbidden', 'signed_out']);

/** What has to become of a request. */
export type Expected =
  | {
      readonly is: 'refused';
      readonly status: number;
      readonly code: Refusal;
      readonly missing?: readonly string[] | undefined;
    }
  /** It succeeds, or the state of the record does not allow it. */
  | { readonly is: 'admitted' }
  /** Whatever comes of it, no guard was in the way. */
  | { readonly is: 'past the guards' }
  /** As if it named what does not exist. */
  | { readonly is: 'answered like none' };

/** What a credential has to come to on a route: the rules of the product, not what the code happens to answer. */
export type Rule = (access: RouteClass, operation: Operation) => Expected;

export const refused = (status: number, code: Refusal, missing?: readonly string[]): Expected => ({
  is: 'refused',
  status,
  code,
  missing,
});

export const isRead = ({ method }: Operation): boolean => method === 'GET' || method === 'HEAD';

/** For a credential that opens nothing: what is public stays so. */
export const opensNothing =
  (status: number, code: DenyReason): Rule =>
  ({ kind }) =>
    kind === 'public' ? { is: 'past the guards' } : refused(status, code);

/** For a key that is in order: what becomes of it on the routes that keys open. Others say that no key opens them. */
export const whereKeysOpen =
  (rule: (access: OfKeys, operation: Operation) => Expected): Rule =>
  (access, operation) => {
    if (access.kind === 'public') return { is: 'past the guards' };
    return access.kind === 'session' ? refused(403, 'forbidden') : rule(access, operation);
  };

export const opensEverything: Rule = whereKeysOpen(() => ({ is: 'admitted' }));

/** The method is looked at before who may use the route. */
export const opensReads: Rule = (access, operation) =>
  access.kind === 'public' || isRead(operation) ? opensEverything(access, operation) : refused(403, 'scope_missing');

export const opensSandbox: Rule = whereKeysOpen(({ liveOnly }) =>
  liveOnly ? refused(403, 'environment_denied') : { is: 'admitted' },
);

/** @param none what the same request for what does not exist was answered */
export function complaintAbout(answer: Answer, expected: Expected, none: Answer | null): string | null {
  const { code, missing } = problemIn(answer);
  switch (expected.is) {
    case 'refused': {
      const isNamed = expected.missing === undefined || expected.missing.join() === missing?.join();
      if (answer.status === expected.status && code === expected.code && isNamed) return null;
      return `has to be ${expected.status} ${expected.code} ${expected.missing?.join() ?? ''}`;
    }
    case 'admitted':
      return isGood(answer) || answer.status === 409 ? null : 'has to be admitted';
    case 'past the guards':
      return code !== undefined && REFUSALS.has(code) ? 'has to come past the guards' : null;
    case 'answered like none':
      // Without anything to name, it is admitted among its own.
      if (none === null) return isGood(answer) ? null : 'has to be admitted';
      return isClientsFault(answer) && isAlike(answer, none) ? null : `has to be like ${none.status} ${none.text}`;
  }
}

const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

const isClientsFault = ({ status }: Answer): boolean => status === 400 || status === 404;

const isAlike = (one: Answer, other: Answer): boolean =>
  one.status === other.status && withoutRequestId(one) === withoutRequestId(other);

const withoutRequestId = ({ text }: Answer): string => text.replace(/"requestId":"[^"]+"/, '');

interface Problem {
  readonly code?: string;
  readonly reason?: string;
  readonly missing?: readonly string[];
}

/** In the words of `standard`, or in those of WAPing, whose plans are not all with access to the API. */
function problemIn({ text, status }: Answer): Problem {
  if (status < 400 || text === '') return {};
  const { error, ...problem } = JSON.parse(text) as Problem & { error?: Problem };
  return error === undefined ? problem : { ...error, ...(error.reason && { code: error.reason }) };
}
