import type { MessageFailureCode, MessageStatus } from '@latchkey/vocabulary';
import type { Handover } from '../ports/message-provider.port.js';
import type { Message } from './message.js';
import { retryDelayMs } from './retry-delay.js';
import { nextInSandbox } from './sandbox-message-provider.js';

/** A message with its next status, and with what is due about it from then on. */
export function withStatus(message: Message, status: MessageStatus, atMs: number): Message {
  const changed: Message = { ...message, status, statusChangedAtMs: atMs };
  return { ...changed, dueAtMs: nextInSandbox(changed)?.atMs ?? null };
}

export const failed = (message: Message, code: MessageFailureCode, reason: string, atMs: number): Message => ({
  ...withStatus(message, 'failed', atMs),
  failure: { code, reason },
});

/** What an attempt to hand a message over makes of it. */
export function afterHandover(message: Message, handover: Handover, nowMs: number): Message {
  switch (handover.kind) {
    case 'accepted':
      return { ...withStatus(message, 'sent', nowMs), providerMessageId: handover.providerMessageId };
    case 'refused':
      return failed(message, handover.code, handover.reason, nowMs);
    case 'disconnected':
      return failed(message, 'device_not_connected', handover.reason, nowMs);
    case 'postponed': {
      const delayMs = retryDelayMs(message.attempts, handover.retryAfterMs);
      if (delayMs === null) return failed(message, handover.code, handover.reason, nowMs);
      return { ...message, dueAtMs: nowMs + delayMs };
    }
  }
}
