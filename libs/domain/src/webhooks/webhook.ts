import type { EventType, WebhookDisabledReason } from '@latchkey/vocabulary';

/** What an endpoint was signed with before a rotation: it signs beside the new secret until the overlap ends. */
export interface FormerSecret {
  readonly sealed: string;
  readonly untilMs: number;
}

/** An address of a workspace that is told of its events. Secrets are sealed for the endpoint's id (`SecretBox`). */
export interface Webhook {
  readonly id: string;
  readonly workspaceId: string;
  /** `null`: it only lends its secret to requests that name an address of their own in `X-Webhook-URL`. */
  readonly url: string | null;
  readonly description: string | null;
  /** Empty: all there are. */
  readonly eventTypes: readonly EventType[];
  readonly sealedSecret: string;
  readonly formerSecret: FormerSecret | null;
  readonly disabled: { readonly atMs: number; readonly reason: WebhookDisabledReason } | null;
  /** The first failure since the last success; `null` where the last attempt succeeded, or there was none. */
  readonly failingSinceMs: number | null;
  readonly createdAtMs: number;
  /** `null`: the secret is the first. */
  readonly secretRotatedAtMs: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** An endpoint that has only failed for so long is disabled with the next failure. */
export const FAILING_MS_MAX = 5 * DAY_MS;

export const wants = ({ url, disabled, eventTypes }: Webhook, type: EventType): boolean =>
  url !== null && disabled === null && (eventTypes.length === 0 || eventTypes.includes(type));

/** What an answer, or the want of one, makes of the endpoint. The same object where nothing changes. */
export function afterOutcome(webhook: Webhook, outcome: 'delivered' | 'failed', nowMs: number): Webhook {
  const failingSinceMs = outcome === 'delivered' ? null : (webhook.failingSinceMs ?? nowMs);
  return failingSinceMs === webhook.failingSinceMs ? webhook : { ...webhook, failingSinceMs };
}

export const hasFailedTooLong = ({ failingSinceMs }: Webhook, nowMs: number): boolean =>
  failingSinceMs !== null && nowMs - failingSinceMs >= FAILING_MS_MAX;

/**
 * Whose secret signs what goes to an address that a request has named. An endpoint that is there for nothing else goes
 * first, then the oldest that is enabled.
 *
 * @param oldestFirst the endpoints of one workspace
 * @returns `null` where none can; `'switched_off'` where somebody has disabled the one that was there for it
 */
export function signerAmong(oldestFirst: readonly Webhook[]): Webhook | 'switched_off' | null {
  const enabled = oldestFirst.filter(({ disabled }) => disabled === null);
  const signer = enabled.find(({ url }) => url === null) ?? enabled[0];
  if (signer !== undefined) return signer;
  return oldestFirst.some(({ url }) => url === null) ? 'switched_off' : null;
}
