import type { RateLimitStanding } from '@latchkey/domain';

const POLICY = '"burst"';

const seconds = (ms: number): number => Math.ceil(ms / 1000);

/** draft-ietf-httpapi-ratelimit-headers-10: the policy in force, and how the key stands under it. */
export const rateLimitHeaders = (standing: RateLimitStanding | null): Record<string, string> =>
  standing === null
    ? {}
    : {
        'ratelimit-policy': `${POLICY};q=${standing.limit.limit};w=${seconds(standing.limit.windowMs)}`,
        ratelimit: `${POLICY};r=${standing.remaining};t=${seconds(standing.resetMs)}`,
      };
