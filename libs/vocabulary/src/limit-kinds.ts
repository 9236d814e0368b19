/** What a decision may tell of as a limit. `rate`: requests in a short window. */
export const LIMIT_KINDS = ['rate'] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];
