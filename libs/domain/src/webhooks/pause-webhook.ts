import type { Clock } from '../ports/clock.port.js';
import type { Random } from '../ports/random.port.js';
import type { Caller } from '../use-cases/caller.js';
import type { ChangeWebhook, WebhookAddress } from './change-webhook.js';
import { disableWebhook } from './disable-webhook.js';
import { assertIncludesWebhooks } from './entitled-to-webhooks.js';
import type { Webhook } from './webhook.js';

export class PauseWebhook {
  constructor(
    private readonly changeWebhook: ChangeWebhook,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** One that is disabled already keeps its reason. @throws NotFoundError, DomainError `scope_not_held` */
  disable(caller: Caller, address: WebhookAddress): Promise<Webhook> {
    return this.changeWebhook.underLock(caller, address, ({ webhook, stores }) =>
      webhook.disabled === null
        ? disableWebhook(stores, webhook, { caller, reason: 'by_hand', clock: this.clock, random: this.random })
        : Promise.resolve(webhook),
    );
  }

  /** Begins anew: earlier failures no longer count. @throws NotFoundError, EntitlementMissingError, DomainError `scope_not_held` */
  enable(caller: Caller, address: WebhookAddress): Promise<Webhook> {
    return this.changeWebhook.underLock(caller, address, async ({ webhook, tenant, write }) => {
      assertIncludesWebhooks(tenant.plan);
      if (webhook.disabled === null) return webhook;
      return write('webhook.enabled', { ...webhook, disabled: null, failingSinceMs: null });
    });
  }
}
