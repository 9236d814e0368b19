import { DomainError } from '../errors.js';
import type { Message } from '../messaging/message.js';
import type { Denied } from '../verification/decision.js';
import type { MessageAllowance } from './message-allowance.js';
import type { SendMessage, SendMessageCommand } from './send-message.js';

export type SendAsPersonCommand = Omit<SendMessageCommand, 'keyId' | 'among' | 'onlySandbox'> & {
  readonly userId: string;
};

/** Sends what somebody wrote who is signed in, from the same allowance as what keys send. */
export class SendAsPerson {
  constructor(
    private readonly sendMessage: Pick<SendMessage, 'execute'>,
    private readonly allowance: Pick<MessageAllowance, 'spend' | 'giveBack'>,
  ) {}

  /** Refused where the month's messages are used up. @throws what `SendMessage` throws, NotFoundError */
  async execute(command: SendAsPersonCommand): Promise<Message | Denied> {
    const spent = await this.allowance.spend(command.workspaceId, 1);
    if ('allowed' in spent) return spent;
    try {
      return await this.sendMessage.execute({ ...command, keyId: null, among: null });
    } catch (error) {
      if (isRefusal(error)) this.allowance.giveBack(spent);
      throw error;
    }
  }
}

/** After a fault nobody knows whether it was sent, so that it is spent. */
const isRefusal = (error: unknown): boolean => error instanceof DomainError && error.code !== 'unavailable';
