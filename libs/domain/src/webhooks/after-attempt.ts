import type { WebhookAttemptError } from '@latchkey/vocabulary';
import type { Random } from '../ports/random.port.js';
import type { WebhookAnswer } from '../ports/webhook-sender.port.js';
import { nextAttemptAtMs } from './retry-schedule.js';
import { type DeliveryAttempt, ended, type WebhookDelivery } from './webhook-delivery.js';

/** `null`: it got through. Source: Standard Webhooks 1.0.0, "Delivery success and failure". */
export function errorIn(answer: WebhookAnswer): WebhookAttemptError | null {
  if (answer.kind === 'unanswered') return answer.error;
  const { statusCode } = answer;
  if (statusCode >= 200 && statusCode < 300) return null;
  if (statusCode >= 300 && statusCode < 400) return 'redirected';
  return statusCode === 410 ? 'gone' : 'status_refused';
}

/** The delivery with one more attempt. One that was cancelled in the meantime is not tried again, but may have got through. */
export function afterAttempt(
  delivery: WebhookDelivery,
  attempt: DeliveryAttempt,
  retryAfter: string | null,
  nowMs: number,
  random: Random,
): WebhookDelivery {
  const tried = { ...delivery, attempts: [...delivery.attempts, attempt], leasedUntilMs: null };
  if (attempt.error === null) return ended(tried, 'delivered', nowMs);
  if (delivery.state !== 'pending') return tried;
  const nextAtMs = attempt.error === 'gone' ? null : nextAttemptAtMs(tried.attempts.length, retryAfter, nowMs, random);
  return nextAtMs === null ? ended(tried, 'failed', nowMs) : { ...tried, nextAttemptAtMs: nextAtMs };
}
