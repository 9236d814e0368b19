import type { WireProblem } from './wire-profile.js';

export const retryAfterHeader = ({ retryAfterSeconds }: WireProblem): Record<string, string> =>
  retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
