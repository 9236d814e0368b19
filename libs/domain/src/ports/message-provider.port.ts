import type { MessageStatus } from '@latchkey/vocabulary';
import type { Message } from '../messaging/message.js';

/** Who carries a message to the telephone. */
export interface MessageProvider {
  /** Takes the message on, and tells its state from then on. */
  send(message: Message): Promise<MessageStatus>;
}
