import type { MessageFailureCode, MessageStatus } from '@latchkey/vocabulary';

export interface Message {
  readonly id: string;
  readonly workspaceId: string;
  /** The key that sent it; `null`: a person did. */
  readonly keyId: string | null;
  /** The person who sent it; `null`: a key did. */
  readonly userId: string | null;
  readonly deviceId: string;
  /** E.164, with the leading plus. */
  readonly to: string;
  readonly body: string;
  readonly status: MessageStatus;
  /** Since when it has this status. */
  readonly statusChangedAtMs: number;
  /** Of one that has failed; else `null`. */
  readonly failure: MessageFailure | null;
  /** What the provider calls it, once it has taken it on. */
  readonly providerMessageId: string | null;
  /** The one address that is told of it, in place of the workspace's webhooks, where its request asked for that. */
  readonly webhookUrl: string | null;
  /** Sandbox messages reach no telephone. */
  readonly sandbox: boolean;
  /** How often somebody has set out to hand it to the provider. */
  readonly attempts: number;
  /** When there is something to do about it the next time; `null`: nothing that we could do. */
  readonly dueAtMs: number | null;
  readonly createdAtMs: number;
}

export interface MessageFailure {
  readonly code: MessageFailureCode;
  /** For people. What the provider said may be in it. */
  readonly reason: string;
}

const RANKS: Readonly<Record<MessageStatus, number>> = { queued: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

/**
 * Whether news of a message says more than is known. News comes late, twice and in any order: a status never goes
 * back, what has arrived cannot fail any more, and what has failed stays so.
 */
export function advances(from: MessageStatus, to: MessageStatus): boolean {
  if (from === 'failed') return false;
  if (to === 'failed') return RANKS[from] < RANKS.delivered;
  return RANKS[to] > RANKS[from];
}

/** A message as answers and events tell of it. Where it reports to is nobody else's business: the address may hold a secret. */
export const describeMessage = (message: Message) => ({
  id: message.id,
  deviceId: message.deviceId,
  to: message.to,
  body: message.body,
  status: message.status,
  statusChangedAt: new Date(message.statusChangedAtMs).toISOString(),
  failureCode: message.failure?.code ?? null,
  failureReason: message.failure?.reason ?? null,
  providerMessageId: message.providerMessageId,
  sandbox: message.sandbox,
  createdAt: new Date(message.createdAtMs).toISOString(),
});
