import type { Denied } from '@latchkey/domain';

/** Whole seconds, rounded up: never earlier than the limit allows. `null` where waiting does not help. */
export function retryAfterSecondsOf({ rateLimit, meter }: Denied): number | null {
  const retryAfterMs = rateLimit?.retryAfterMs ?? meter?.resetMs ?? null;
  return retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1000);
}

export const retryAfterHeader = (seconds: number | null): Record<string, string> =>
  seconds === null ? {} : { 'retry-after': String(seconds) };
