import type { MessageFailureCode, MessageStatus } from '@latchkey/vocabulary';

export const STATUS_WORDS: Readonly<Record<MessageStatus, string>> = {
  queued: 'Queued',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Failed',
};

/** What each step means. */
export const STATUS_MEANINGS: Readonly<Record<MessageStatus, string>> = {
  queued: 'Taken on, and on its way out.',
  sent: 'Handed to whoever carries it.',
  delivered: 'On the recipient’s telephone.',
  read: 'The recipient has opened it.',
  failed: 'It will not arrive.',
};

/** What helps. */
export const FAILURE_HELP: Readonly<Record<MessageFailureCode, string>> = {
  undeliverable: 'The number cannot be reached on WhatsApp. Check it, or write to them in another way.',
  recipient_not_allowed: 'Meta lets this number write only to recipients that were added to its test list.',
  outside_window: 'More than 24 hours have passed since they last wrote. Send a template that Meta has approved.',
  rate_limited: 'Meta took no more at that moment. Send it again later, and fewer at a time.',
  device_not_connected: 'Its device lost its link, or was removed. Connect one, and send it again.',
  provider_refused: 'Meta refused it. The reason above is theirs.',
  provider_unavailable: 'Meta could not be reached for so long that it was given up. Send it again.',
};

/** The way that a message has come, as far as it is known. */
export function stepsTo(status: MessageStatus): readonly MessageStatus[] {
  if (status === 'failed') return ['queued', 'failed'];
  const way = ['queued', 'sent', 'delivered', 'read'] as const;
  return way.slice(0, way.indexOf(status) + 1);
}

const EXCERPT_LENGTH_MAX = 80;

/** The beginning of a text, on one line. */
export function excerptOf(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= EXCERPT_LENGTH_MAX ? line : `${characters.slice(0, EXCERPT_LENGTH_MAX).join('')}…`;
}
