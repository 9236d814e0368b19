import type { WebhookAttemptError } from '@latchkey/vocabulary';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of an attempt. Its body is not kept: whoever controls the receiver decides what is in it. */
export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly statusCode: number; readonly retryAfter: string | null }
  | { readonly kind: 'unanswered'; readonly error: WebhookAttemptError };

/** Brings one request to one address. */
export interface WebhookSender {
  /**
   * Settles within its timeout. Whatever is wrong with the receiver is an answer, not an error. A redirect is answered
   * and not followed, and nothing is sent where `WebhookTargets` does not allow it.
   *
   * @throws what the signal was aborted with
   */
  send(request: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer>;
}
