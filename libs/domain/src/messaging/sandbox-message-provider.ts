import type { Handover, LinkCheck, MessageProvider } from '../ports/message-provider.port.js';
import type { Message } from './message.js';

/** Recipients that end in these digits meet what can happen to a message; everybody else gets it, and reads it. */
export const SANDBOX_RECIPIENTS = {
  notOnWhatsApp: '0001',
  neverDelivered: '0002',
  neverRead: '0003',
  unreachableAtFirst: '0004',
} as const;

const DELIVERED_AFTER_MS = 1_000;
const READ_AFTER_DELIVERY_MS = 2_000;

const reaches = ({ to }: Message, kind: keyof typeof SANDBOX_RECIPIENTS): boolean =>
  to.endsWith(SANDBOX_RECIPIENTS[kind]);

/** Carries messages to nobody: what is tried in the sandbox reaches no telephone. What happens depends on the recipient alone. */
export class SandboxMessageProvider implements MessageProvider {
  check(): Promise<LinkCheck> {
    return Promise.resolve({ kind: 'linked' });
  }

  send(message: Message): Promise<Handover> {
    return Promise.resolve(handOver(message));
  }
}

function handOver(message: Message): Handover {
  if (reaches(message, 'notOnWhatsApp')) {
    return { kind: 'refused', code: 'undeliverable', reason: 'The recipient is not on WhatsApp (sandbox).' };
  }
  if (reaches(message, 'unreachableAtFirst') && message.attempts <= 1) {
    const reason = 'The provider is out of reach for the first attempt (sandbox).';
    return { kind: 'postponed', code: 'provider_unavailable', reason, retryAfterMs: null };
  }
  return { kind: 'accepted', providerMessageId: `sandbox.${message.id}` };
}

/** What happens to a sandbox message next, and when; `null`: it stays as it is. */
export function nextInSandbox(
  message: Message,
): { readonly status: 'delivered' | 'read'; readonly atMs: number } | null {
  if (!message.sandbox) return null;
  const { status, statusChangedAtMs } = message;
  if (status === 'sent' && !reaches(message, 'neverDelivered'))
    return { status: 'delivered', atMs: statusChangedAtMs + DELIVERED_AFTER_MS };
  if (status === 'delivered' && !reaches(message, 'neverRead'))
    return { status: 'read', atMs: statusChangedAtMs + READ_AFTER_DELIVERY_MS };
  return null;
}
