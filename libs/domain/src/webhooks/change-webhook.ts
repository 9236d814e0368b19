import type { AuditAction } from '@latchkey/vocabulary';
import type { AuditDetails } from '../audit/audit-entry.js';
import { NotFoundError } from '../errors.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry, type AuditedChange } from '../use-cases/audited-change.js';
import type { Caller } from '../use-cases/caller.js';
import { lockTenant, type Tenant } from '../use-cases/tenant.js';
import { assertMayHear } from './may-hear.js';
import { shownAddress } from './shown-address.js';
import type { Webhook } from './webhook.js';

export interface WebhookAddress {
  readonly workspaceId: string;
  readonly webhookId: string;
}

/** An endpoint that nobody else changes until the transaction ends, and its workspace, which nobody changes either. */
export interface LockedWebhook {
  readonly webhook: Webhook;
  readonly tenant: Tenant;
  readonly nowMs: number;
  readonly stores: Stores;
  /** Writes the endpoint, and the entry that tells of it. */
  readonly write: (action: AuditAction, next: Webhook) => Promise<Webhook>;
  readonly audit: (change: Omit<AuditedChange, 'workspaceId' | 'targetId'>) => Promise<void>;
}

/** The one way in which somebody changes an endpoint: locked, decided purely, written with its audit entry. */
export class ChangeWebhook {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Locks are taken in one order: the workspace, its plan, the endpoint. @throws NotFoundError, DomainError `scope_not_held` */
  async underLock<T>(
    caller: Caller,
    { workspaceId, webhookId }: WebhookAddress,
    work: (locked: LockedWebhook) => Promise<T>,
  ): Promise<T> {
    assertMayHear(caller, workspaceId);
    return this.database.transaction(async (stores) => {
      const tenant = await lockTenant(stores, workspaceId);
      const webhook = await stores.webhooks.lock(workspaceId, webhookId);
      if (webhook === null) throw new NotFoundError('webhook');
      const audit: LockedWebhook['audit'] = (change) =>
        stores.audit.append(
          auditEntry(caller, { ...change, workspaceId, targetId: webhookId }, this.clock, this.random),
        );
      const write: LockedWebhook['write'] = async (action, next) => {
        await stores.webhooks.update(next);
        await audit({ action, before: webhookDetails(webhook), after: webhookDetails(next) });
        return next;
      };
      return work({ webhook, tenant, nowMs: this.clock.nowMs(), stores, audit, write });
    });
  }
}

/** What the audit log tells of an endpoint: all but its secrets, sealed or not, and those that its address may hold. */
export const webhookDetails = (webhook: Webhook): AuditDetails => ({
  url: webhook.url && shownAddress(webhook.url),
  description: webhook.description,
  eventTypes: webhook.eventTypes,
  disabledReason: webhook.disabled?.reason ?? null,
  formerSecretUntilMs: webhook.formerSecret?.untilMs ?? null,
});
