import { NotFoundError, type Page, type PageRequest, type Webhook, type WebhookStore } from '@latchkey/domain';
import { In } from 'typeorm';
import { WebhookEntity } from '../entities/webhook.entity.js';
import { fromWebhook, toWebhook } from '../mappers/webhook.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgWebhookStore implements WebhookStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<Webhook | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(WebhookEntity, { workspaceId, id });
      return row && toWebhook(row);
    });
  }

  lock(workspaceId: string, id: string): Promise<Webhook | null> {
    return this.statements.run(async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const row = await manager.findOne(WebhookEntity, { where: { workspaceId, id }, lock });
      return row && toWebhook(row);
    });
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<Webhook>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(WebhookEntity, 'webhook');
      return pageOf(query.where('webhook.workspaceId = :workspaceId', { workspaceId }), page, toWebhook);
    });
  }

  hold(workspaceIds: readonly string[]): Promise<readonly Webhook[]> {
    return this.statements.run(async (manager) => {
      const rows = await manager.find(WebhookEntity, {
        where: { workspaceId: In([...workspaceIds]) },
        order: { id: 'ASC' },
        lock: { mode: 'for_key_share' },
      });
      return rows.map(toWebhook);
    });
  }

  count(workspaceId: string): Promise<number> {
    return this.statements.run((manager) => manager.countBy(WebhookEntity, { workspaceId }));
  }

  insert(webhook: Webhook): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(WebhookEntity, fromWebhook(webhook));
    });
  }

  update(webhook: Webhook): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, workspaceId, ...fields } = fromWebhook(webhook);
      const { affected } = await manager.update(WebhookEntity, { id, workspaceId }, fields);
      if (affected === 0) throw new NotFoundError('webhook');
    });
  }

  remove(workspaceId: string, id: string): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.delete(WebhookEntity, { id, workspaceId });
    });
  }
}
