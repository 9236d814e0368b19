import type { OwnKeyView, SendTextMessageRequest } from '@latchkey/contracts';
import type { KeyRecord, MeterUse } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { toMeterUseView } from '../../http/meter-use.presenter.js';
import { toKeyView } from '../../keys/key.presenter.js';

/** The message as it was sent, under the numbers that the request gave its sender. */
export function toTextMessage(sent: WireResult, request: SendTextMessageRequest): WireResult {
  if (sent.kind !== 'item') throw new Error('A message that was sent is one item.');
  const { whatsAppBusinessId, whatsAppBusinessPhoneNumberId } = request;
  return { kind: 'item', item: { ...sent.item, whatsAppBusinessId, whatsAppBusinessPhoneNumberId } };
}

/** A key by the properties that the document's table has, in its order. */
export function toOwnKey({ key, rateMeters }: KeyRecord, use: MeterUse | null, nowMs: number): WireResult {
  const { id, label, start, last4, state, expiresAt, planLabel, revocation } = toKeyView(key, nowMs);
  const item: OwnKeyView = {
    id,
    label,
    start,
    last4,
    state,
    expiration: expiresAt,
    quotaLimit: key.quota,
    quotaUsage: use && toQuotaUsage(use),
    // The key's own comes last where it has one.
    rateLimit: rateMeters.at(-1)?.limit ?? null,
    plan: planLabel,
    revocation,
  };
  return { kind: 'item', item };
}

function toQuotaUsage(use: MeterUse) {
  const { used, remaining, resetsAt } = toMeterUseView(use);
  return { used, remaining, resetsAt };
}
