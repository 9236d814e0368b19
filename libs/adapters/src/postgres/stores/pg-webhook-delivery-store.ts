import {
  type DeliveryClaim,
  type DeliveryFilter,
  NotFoundError,
  type Page,
  type PageRequest,
  type WebhookDelivery,
  type WebhookDeliveryStore,
} from '@latchkey/domain';
import { IsNull, Not, type QueryDeepPartialEntity } from 'typeorm';
import { WebhookDeliveryEntity } from '../entities/webhook-delivery.entity.js';
import { toDate } from '../mappers/instants.js';
import { fromWebhookDelivery, toWebhookDelivery } from '../mappers/webhook-delivery.mapper.js';
import type { Statements } from '../statements.js';
import { claimDeliveries } from './claim-deliveries.js';
import { pageOf } from './page-of.js';

const FORGET = `
  WITH old AS (
    SELECT id FROM webhook_deliveries WHERE ended_at < $1 ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ), forgotten AS (
    DELETE FROM webhook_deliveries USING old WHERE webhook_deliveries.id = old.id RETURNING 1
  )
  SELECT count(*)::int AS rows FROM forgotten`;

export class PgWebhookDeliveryStore implements WebhookDeliveryStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, webhookId: string, id: string): Promise<WebhookDelivery | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(WebhookDeliveryEntity, { workspaceId, webhookId, id });
      return row && toWebhookDelivery(row);
    });
  }

  lock(workspaceId: string, webhookId: string, id: string): Promise<WebhookDelivery | null> {
    return this.statements.run(async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const row = await manager.findOne(WebhookDeliveryEntity, { where: { workspaceId, webhookId, id }, lock });
      return row && toWebhookDelivery(row);
    });
  }

  page({ workspaceId, webhookId, state }: DeliveryFilter, page: PageRequest): Promise<Page<WebhookDelivery>> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(WebhookDeliveryEntity, 'delivery')
        .where('delivery.workspaceId = :workspaceId AND delivery.webhookId = :webhookId', { workspaceId, webhookId });
      if (state !== undefined) query.andWhere('delivery.state = :state', { state });
      return pageOf(query, page, toWebhookDelivery);
    });
  }

  insert(deliveries: readonly WebhookDelivery[]): Promise<void> {
    if (deliveries.length === 0) return Promise.resolve();
    return this.statements.run(async (manager) => {
      await manager.insert(WebhookDeliveryEntity, deliveries.map(asRow));
    });
  }

  update(delivery: WebhookDelivery): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, webhookId, ...fields } = fromWebhookDelivery(delivery);
      const { affected } = await manager.update(WebhookDeliveryEntity, { id, webhookId }, fields);
      if (affected === 0) throw new NotFoundError('delivery');
    });
  }

  claim(claim: DeliveryClaim): Promise<readonly WebhookDelivery[]> {
    return this.statements.run((manager) => claimDeliveries(manager, claim));
  }

  cancelPending(webhookId: string, nowMs: number, alsoOverrides: boolean): Promise<void> {
    const meant = { webhookId, state: 'pending' as const, ...(!alsoOverrides && { overrideUrl: IsNull() }) };
    const end = { state: 'cancelled', nextAttemptAt: null, leasedUntil: null, endedAt: toDate(nowMs) } as const;
    return this.statements.run(async (manager) => {
      await manager.update(WebhookDeliveryEntity, meant, end);
    });
  }

  handOver(fromWebhookId: string, toWebhookId: string): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.update(WebhookDeliveryEntity, signedBy(fromWebhookId), { webhookId: toWebhookId });
    });
  }

  signsPending(webhookId: string): Promise<boolean> {
    return this.statements.run((manager) => manager.existsBy(WebhookDeliveryEntity, signedBy(webhookId)));
  }

  forget(endedBeforeMs: number, rowsMax: number): Promise<number> {
    return this.statements.run(async (manager) => {
      const [row] = await manager.query<{ rows: number }[]>(FORGET, [toDate(endedBeforeMs), rowsMax]);
      return row?.rows ?? 0;
    });
  }
}

/** TypeORM's type cannot express a column of arbitrary JSON. */
type Row = QueryDeepPartialEntity<WebhookDeliveryEntity>;

const asRow = (delivery: WebhookDelivery): Row => fromWebhookDelivery(delivery);

const signedBy = (webhookId: string) => ({ webhookId, state: 'pending' as const, overrideUrl: Not(IsNull()) });
