import type { WebhookDisabledReason } from '@latchkey/vocabulary';
import { workspaceEvent } from '../events/workspace-event.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from '../use-cases/audited-change.js';
import type { Caller } from '../use-cases/caller.js';
import { webhookDetails } from './change-webhook.js';
import type { Webhook } from './webhook.js';

export interface Disabling {
  readonly caller: Caller;
  readonly reason: WebhookDisabledReason;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * For use while the endpoint is locked. Nothing more is sent to it, and what waited for it ends as cancelled. The event
 * `webhook.disabled` tells the workspace's other endpoints, and whoever tells its people.
 */
export async function disableWebhook(
  stores: Stores,
  webhook: Webhook,
  { caller, reason, clock, random }: Disabling,
): Promise<Webhook> {
  const { id, workspaceId } = webhook;
  const atMs = clock.nowMs();
  const next: Webhook = { ...webhook, disabled: { atMs, reason } };
  await stores.webhooks.update(next);
  await stores.deliveries.cancelPending(id, atMs, webhook.url === null);
  const details = { before: webhookDetails(webhook), after: webhookDetails(next) };
  const change = { action: 'webhook.disabled', workspaceId, targetId: id, reason, ...details } as const;
  await stores.audit.append(auditEntry(caller, change, clock, random));
  await stores.events.append(
    workspaceEvent({ workspaceId, type: 'webhook.disabled', data: told(next) }, clock, random),
  );
  return next;
}

/** Without the address, which may be a secret of its receiver's. */
const told = ({ id, description, eventTypes, disabled, failingSinceMs }: Webhook) => ({
  id,
  description,
  eventTypes,
  disabledAt: disabled && new Date(disabled.atMs).toISOString(),
  disabledReason: disabled?.reason ?? null,
  failingSince: failingSinceMs === null ? null : new Date(failingSinceMs).toISOString(),
});
