import type { MessageFailure } from './message.js';

/** What a provider tells of a message later on, of its own accord. */
export interface MessageNews {
  readonly providerMessageId: string;
  /** The number it was sent from, as Meta numbers them; `null` where the provider does not say. */
  readonly whatsAppPhoneNumberId: string | null;
  /** Our own id, which the provider was given along with the message; `null` where it does not say it. */
  readonly messageId: string | null;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  /** Of one that has failed; else `null`. */
  readonly failure: MessageFailure | null;
}
