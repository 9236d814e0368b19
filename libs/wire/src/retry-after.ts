import type { Denied } from '@latchkey/domain';

/** Whole seconds, rounded up: never earlier than the limit allows. `null` where waiting does not help. */
export const retryAfterSecondsOf = ({ rateLimit }: Denied): number | null =>
  rateLimit === null ? null : Math.ceil(rateLimit.retryAfterMs / 1000);

export const retryAfterHeader = (seconds: number | null): Record<string, string> =>
  seconds === null ? {} : { 'retry-after': String(seconds) };
