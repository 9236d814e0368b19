import { NotFoundError, type Page, type PageRequest, type Webhook, type WebhookStore } from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryWebhookStore implements WebhookStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<Webhook | null> {
    const webhook = this.access.tables.webhooks.get(id);
    return Promise.resolve(webhook?.workspaceId === workspaceId ? webhook : null);
  }

  lock(workspaceId: string, id: string): Promise<Webhook | null> {
    return this.find(workspaceId, id);
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<Webhook>> {
    return pageOf(this.access.tables.webhooks.all(), page, (webhook) => webhook.workspaceId === workspaceId);
  }

  hold(workspaceIds: readonly string[]): Promise<readonly Webhook[]> {
    const held = [...this.access.tables.webhooks.all()].filter(({ workspaceId }) => workspaceIds.includes(workspaceId));
    return Promise.resolve(held.sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  async count(workspaceId: string): Promise<number> {
    return (await this.hold([workspaceId])).length;
  }

  insert(webhook: Webhook): Promise<void> {
    return this.access.write(({ webhooks, workspaces }) => {
      requireParent(workspaces.get(webhook.workspaceId) !== null, 'webhook', 'workspace');
      webhooks.insert(webhook);
    });
  }

  update(webhook: Webhook): Promise<void> {
    return this.access.write(({ webhooks }) => {
      if (webhooks.get(webhook.id)?.workspaceId !== webhook.workspaceId) throw new NotFoundError('webhook');
      webhooks.replace(webhook);
    });
  }

  remove(workspaceId: string, id: string): Promise<void> {
    return this.access.write(({ webhooks, deliveries }) => {
      if (webhooks.get(id)?.workspaceId !== workspaceId) return;
      webhooks.remove(id);
      for (const delivery of [...deliveries.all()]) if (delivery.webhookId === id) deliveries.remove(delivery.id);
    });
  }
}
