import type { MessageFailureCode } from '@latchkey/vocabulary';
import type { Device } from '../messaging/device.js';
import type { Message } from '../messaging/message.js';

/** A device, with what opens the provider for it. */
export interface Sender {
  readonly device: Pick<Device, 'id' | 'whatsAppPhoneNumberId'>;
  /** `null` in the sandbox. It must reach no log, error or event. */
  readonly accessToken: string | null;
}

/** What has become of the attempt to hand a message over. A refusal is a value: only bugs are thrown. */
export type Handover =
  /** Taken on. `null` where the provider did not say what it calls the message. */
  | { readonly kind: 'accepted'; readonly providerMessageId: string | null }
  /** Refused for good: the same again would be refused again. */
  | { readonly kind: 'refused'; readonly code: MessageFailureCode; readonly reason: string }
  /** The same again may succeed, though not before the provider has said so, where it has. */
  | {
      readonly kind: 'postponed';
      readonly code: MessageFailureCode;
      readonly reason: string;
      readonly retryAfterMs: number | null;
    }
  /** The device is cut off: nothing goes out from it until a person has mended that. */
  | { readonly kind: 'disconnected'; readonly reason: string };

export type LinkCheck =
  | { readonly kind: 'linked' }
  | { readonly kind: 'refused'; readonly field: 'accessToken' | 'whatsAppPhoneNumberId'; readonly reason: string }
  | { readonly kind: 'unreachable' };

/** Who carries messages to telephones. Both calls end in a bounded time, whatever the network does. */
export interface MessageProvider {
  /** Whether messages could go out from there now. */
  check(sender: Sender): Promise<LinkCheck>;
  /**
   * Hands a message over, perhaps for the second time: whoever was killed between the handing over and writing that
   * down does it again.
   */
  send(message: Message, sender: Sender): Promise<Handover>;
}
