/** Why nothing is sent to an endpoint: somebody said so, it answered 410, or it has only failed for days. */
export const WEBHOOK_DISABLED_REASONS = ['by_hand', 'gone', 'failing'] as const;
export type WebhookDisabledReason = (typeof WEBHOOK_DISABLED_REASONS)[number];

/**
 * `failed`: no attempt is left. `cancelled`: its endpoint was disabled before it got through. Both can be replayed.
 */
export const WEBHOOK_DELIVERY_STATES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

/** What was wrong with an attempt. Stable: integrators and the dashboard switch on them. */
export const WEBHOOK_ATTEMPT_ERRORS = [
  /** The address, or what its name resolves to, is one that webhooks may not reach. */
  'target_forbidden',
  'name_unresolved',
  'connection_failed',
  'tls_failed',
  'timed_out',
  'answer_unreadable',
  'redirected',
  'gone',
  /** Any other status that is not 2xx. */
  'status_refused',
  /** The secret was sealed under another LATCHKEY_SECRET: rotate it. */
  'secret_unreadable',
] as const;
export type WebhookAttemptError = (typeof WEBHOOK_ATTEMPT_ERRORS)[number];
