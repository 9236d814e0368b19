/** Of what a workspace may have more than its plan allows, once a plan has become smaller than what was in use. */
export const EXCESS_KINDS = [
  'entitlements',
  'devicesMax',
  'keysMax',
  'rateLimit',
  'dailyLimit',
  'messagesPerMonth',
] as const;
export type ExcessKind = (typeof EXCESS_KINDS)[number];
