import type { MeterStanding, RateLimitStanding } from '@latchkey/domain';

const seconds = (ms: number): number => Math.ceil(ms / 1000);

/**
 * draft-ietf-httpapi-ratelimit-headers-10: the policies in force, and how the key stands under each. What is counted by
 * the day or the month has no `w`: days and months are not windows that move along, and months differ in length.
 */
export function rateLimitHeaders(
  rateLimit: RateLimitStanding | null,
  meters: readonly MeterStanding[],
): Record<string, string> {
  if (rateLimit === null && meters.length === 0) return {};
  const policies = meters.map(({ name, limit }) => `"${name}";q=${limit}`);
  const standings = meters.map(({ name, remaining, resetMs }) => `"${name}";r=${remaining};t=${seconds(resetMs)}`);
  if (rateLimit !== null) {
    policies.unshift(`"burst";q=${rateLimit.limit.limit};w=${seconds(rateLimit.limit.windowMs)}`);
    standings.unshift(`"burst";r=${rateLimit.remaining};t=${seconds(rateLimit.resetMs)}`);
  }
  return { 'ratelimit-policy': policies.join(', '), ratelimit: standings.join(', ') };
}
