import { METERS } from './meters.js';

/** What a verification tells of: the rate limit, and everything that is counted by the day or the month. */
export const LIMIT_KINDS = ['rate', ...METERS] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];
