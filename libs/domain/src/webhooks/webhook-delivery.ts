import type { EventType, WebhookAttemptError, WebhookDeliveryState } from '@latchkey/vocabulary';
import { newId } from '../id.js';
import type { Random } from '../ports/random.port.js';
import type { Webhook } from './webhook.js';

export interface DeliveryAttempt {
  readonly atMs: number;
  readonly durationMs: number;
  /** `null`: there was no answer. */
  readonly statusCode: number | null;
  /** `null`: it got through. */
  readonly error: WebhookAttemptError | null;
}

/** One event on its way to one address. */
export interface WebhookDelivery {
  readonly id: string;
  readonly workspaceId: string;
  /** Whose secret signs it. */
  readonly webhookId: string;
  readonly eventId: string;
  readonly eventType: EventType;
  /** Where it goes instead of the endpoint's own address. */
  readonly overrideUrl: string | null;
  /**
   * What shares a lane shares its few places, so that a slow address holds up its own lane and no other: an endpoint has
   * one, and all addresses that requests of a workspace name have one together, since there is no end to those.
   */
  readonly lane: string;
  readonly state: WebhookDeliveryState;
  readonly attempts: readonly DeliveryAttempt[];
  /** `null` unless pending. */
  readonly nextAttemptAtMs: number | null;
  /** Until then an attempt that is under way has it; after a crash it is due again from then on. */
  readonly leasedUntilMs: number | null;
  readonly createdAtMs: number;
  /** `null` while pending. */
  readonly endedAtMs: number | null;
}

export interface Outgoing {
  readonly webhook: Pick<Webhook, 'id' | 'workspaceId'>;
  readonly event: { readonly id: string; readonly type: EventType };
  readonly overrideUrl?: string | null;
}

export function newDelivery(
  { webhook, event, overrideUrl = null }: Outgoing,
  nowMs: number,
  random: Random,
): WebhookDelivery {
  return {
    id: newId('dlv', nowMs, random),
    workspaceId: webhook.workspaceId,
    webhookId: webhook.id,
    eventId: event.id,
    eventType: event.type,
    overrideUrl,
    lane: overrideUrl === null ? webhook.id : webhook.workspaceId,
    state: 'pending',
    attempts: [],
    nextAttemptAtMs: nowMs,
    leasedUntilMs: null,
    createdAtMs: nowMs,
    endedAtMs: null,
  };
}

/** Nothing more is tried. */
export const ended = (
  delivery: WebhookDelivery,
  state: Exclude<WebhookDeliveryState, 'pending'>,
  nowMs: number,
): WebhookDelivery => ({ ...delivery, state, nextAttemptAtMs: null, leasedUntilMs: null, endedAtMs: nowMs });
