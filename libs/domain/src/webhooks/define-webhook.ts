import { type EventType, WEBHOOKS_MAX } from '@latchkey/vocabulary';
import { DomainError, InvalidFieldError } from '../errors.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import { auditEntry } from '../use-cases/audited-change.js';
import type { Caller } from '../use-cases/caller.js';
import { noteCreated } from '../use-cases/created-once.js';
import { lockTenant } from '../use-cases/tenant.js';
import { type ChangeWebhook, type WebhookAddress, webhookDetails } from './change-webhook.js';
import { assertIncludesWebhooks } from './entitled-to-webhooks.js';
import { assertMayHear } from './may-hear.js';
import { type IssuedWebhook, newWebhook } from './new-webhook.js';
import { signerFor, type SignerMeans } from './override-signer.js';
import type { WebhookTargets } from './webhook-targets.js';
import type { Webhook } from './webhook.js';

export interface CreateWebhookCommand {
  readonly workspaceId: string;
  /** Left out or `null`: it is there for `X-Webhook-URL` only. */
  readonly url?: string | null;
  readonly description?: string | null;
  /** Left out or empty: all. */
  readonly eventTypes?: readonly EventType[];
}

/** What is left out stays. */
export interface UpdateWebhookCommand extends WebhookAddress {
  readonly url?: string;
  readonly description?: string | null;
  readonly eventTypes?: readonly EventType[];
}

export class DefineWebhook {
  constructor(
    private readonly database: Database,
    private readonly changeWebhook: ChangeWebhook,
    private readonly targets: WebhookTargets,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws NotFoundError, InvalidFieldError, EntitlementMissingError, DomainError `scope_not_held`, `cap_reached` */
  async create(caller: Caller, command: CreateWebhookCommand): Promise<IssuedWebhook> {
    const { workspaceId, url = null, description = null, eventTypes = [] } = command;
    assertMayHear(caller, workspaceId);
    if (url !== null) this.targets.check('url', url);
    return this.database.transaction(async (stores) => {
      const { plan } = await lockTenant(stores, workspaceId);
      assertIncludesWebhooks(plan);
      if ((await stores.webhooks.count(workspaceId)) >= WEBHOOKS_MAX) throw capReached();
      const fields = { workspaceId, url, description, eventTypes };
      const issued = newWebhook(fields, this.clock.nowMs(), this.random, this.box);
      const { webhook } = issued;
      await stores.webhooks.insert(webhook);
      await noteCreated(stores, caller.claim, webhook.id);
      const change = { action: 'webhook.created', workspaceId, targetId: webhook.id } as const;
      const after = webhookDetails(webhook);
      await stores.audit.append(auditEntry(caller, { ...change, after }, this.clock, this.random));
      return issued;
    });
  }

  private get means(): SignerMeans {
    return { box: this.box, clock: this.clock, random: this.random };
  }

  /** What waits goes to the new address. @throws NotFoundError, InvalidFieldError, DomainError `scope_not_held` */
  async update(caller: Caller, command: UpdateWebhookCommand): Promise<Webhook> {
    const { url, description, eventTypes } = command;
    if (url !== undefined) this.targets.check('url', url);
    return this.changeWebhook.underLock(caller, command, async ({ webhook, write }) => {
      if (url !== undefined && webhook.url === null) {
        throw new InvalidFieldError(
          'url',
          'This webhook is for X-Webhook-URL only. Create another one for an address.',
        );
      }
      const isElsewhere = url !== undefined && url !== webhook.url;
      return write('webhook.updated', {
        ...webhook,
        ...(isElsewhere && { url, failingSinceMs: null }),
        ...(description !== undefined && { description }),
        ...(eventTypes !== undefined && { eventTypes }),
      });
    });
  }

  /**
   * Takes its log along. What it was only to sign is signed by another one, so that nothing that a request was promised
   * is lost; whoever wants that switched off disables the one without an address.
   *
   * @throws NotFoundError, DomainError `scope_not_held`
   */
  remove(caller: Caller, address: WebhookAddress): Promise<void> {
    return this.changeWebhook.underLock(caller, address, async ({ webhook, stores, audit }) => {
      const { workspaceId, id } = webhook;
      if (await stores.deliveries.signsPending(id)) {
        const others = (await stores.webhooks.hold([workspaceId])).filter((other) => other.id !== id);
        const means = { ...this.means, onBehalfOf: caller.actor };
        const signer = await signerFor(stores, workspaceId, others, means);
        if (signer !== null) await stores.deliveries.handOver(id, signer.id);
      }
      await stores.webhooks.remove(workspaceId, id);
      await audit({ action: 'webhook.deleted', before: webhookDetails(webhook) });
    });
  }
}

const capReached = (): DomainError =>
  new DomainError('cap_reached', `A workspace may have ${WEBHOOKS_MAX} webhooks. Delete one that nobody needs.`);
