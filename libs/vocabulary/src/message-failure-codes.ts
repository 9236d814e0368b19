/** Why a message has failed for good. Stable: integrators switch on them. */
export const MESSAGE_FAILURE_CODES = [
  'undeliverable',
  'recipient_not_allowed',
  'outside_window',
  'rate_limited',
  'device_not_connected',
  'provider_refused',
  'provider_unavailable',
] as const;
export type MessageFailureCode = (typeof MESSAGE_FAILURE_CODES)[number];
