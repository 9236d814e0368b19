import { webhookDisabledMail } from '../mail/webhook-disabled-mail.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { AS_SYSTEM } from '../use-cases/caller.js';
import type { TellOwners } from '../use-cases/tell-owners.js';
import { afterAttempt } from './after-attempt.js';
import { disableWebhook } from './disable-webhook.js';
import { type DeliveryAttempt, ended, type WebhookDelivery } from './webhook-delivery.js';
import { afterOutcome, hasFailedTooLong, type Webhook } from './webhook.js';

/** Writes down what has become of an attempt, and what follows for the endpoint, in one transaction. */
export class RecordAttempt {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly owners: TellOwners,
  ) {}

  /** @param sent the address it went to, and when the receiver wants to be asked again */
  execute(
    delivery: WebhookDelivery,
    attempt: DeliveryAttempt,
    { url, retryAfter }: { readonly url: string; readonly retryAfter: string | null },
  ): Promise<void> {
    return this.underLock(delivery, async (stores, webhook, current) => {
      await stores.deliveries.update(afterAttempt(current, attempt, retryAfter, this.clock.nowMs(), this.random));
      // What another address answers says nothing about the endpoint, nor does the one that it had before.
      if (delivery.overrideUrl === null && webhook.url === url) await this.noteOutcome(stores, webhook, attempt);
    });
  }

  /** Nothing was sent, because its endpoint has been disabled. */
  cancelled(delivery: WebhookDelivery): Promise<void> {
    return this.underLock(delivery, async (stores, _webhook, current) => {
      if (current.state === 'pending') await stores.deliveries.update(ended(current, 'cancelled', this.clock.nowMs()));
    });
  }

  /** Broken off from our side: due again at once, and not counted. */
  released(delivery: WebhookDelivery): Promise<void> {
    return this.underLock(delivery, (stores, _webhook, current) =>
      stores.deliveries.update({ ...current, leasedUntilMs: null }),
    );
  }

  /** Does nothing where the endpoint has been removed, and its deliveries with it. */
  private underLock(
    { workspaceId, webhookId, id }: WebhookDelivery,
    work: (stores: Stores, webhook: Webhook, delivery: WebhookDelivery) => Promise<void>,
  ): Promise<void> {
    return this.database.transaction(async (stores) => {
      const webhook = await stores.webhooks.lock(workspaceId, webhookId);
      const delivery = webhook && (await stores.deliveries.lock(workspaceId, webhookId, id));
      if (webhook !== null && delivery !== null) await work(stores, webhook, delivery);
    });
  }

  private async noteOutcome(stores: Stores, webhook: Webhook, { error }: DeliveryAttempt): Promise<void> {
    const nowMs = this.clock.nowMs();
    const next = afterOutcome(webhook, error === null ? 'delivered' : 'failed', nowMs);
    const reason = error === 'gone' ? 'gone' : hasFailedTooLong(next, nowMs) ? 'failing' : null;
    if (reason !== null && webhook.disabled === null) {
      await disableWebhook(stores, next, { caller: AS_SYSTEM, reason, clock: this.clock, random: this.random });
      await this.tellOwners(stores, next, reason);
    } else if (next !== webhook) {
      await stores.webhooks.update(next);
    }
  }

  private async tellOwners(stores: Stores, { workspaceId, url, failingSinceMs }: Webhook, reason: 'gone' | 'failing') {
    const workspace = await stores.workspaces.find(workspaceId);
    if (workspace === null || url === null) return;
    const failing = reason === 'failing' ? failingSinceMs : null;
    const mail = webhookDisabledMail({ workspaceName: workspace.name, url, failingSinceMs: failing });
    await this.owners.execute(stores, workspaceId, mail);
  }
}
