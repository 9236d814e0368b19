import {
  type DeliveryClaim,
  type DeliveryFilter,
  ended,
  NotFoundError,
  type Page,
  type PageRequest,
  type WebhookDelivery,
  type WebhookDeliveryStore,
} from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';
import type { Tables } from './tables.js';

export class MemoryWebhookDeliveryStore implements WebhookDeliveryStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, webhookId: string, id: string): Promise<WebhookDelivery | null> {
    const delivery = this.access.tables.deliveries.get(id);
    const isOfBoth = delivery?.workspaceId === workspaceId && delivery.webhookId === webhookId;
    return Promise.resolve(isOfBoth ? delivery : null);
  }

  lock(workspaceId: string, webhookId: string, id: string): Promise<WebhookDelivery | null> {
    return this.find(workspaceId, webhookId, id);
  }

  page({ workspaceId, webhookId, state }: DeliveryFilter, page: PageRequest): Promise<Page<WebhookDelivery>> {
    return pageOf(
      this.access.tables.deliveries.all(),
      page,
      (delivery) =>
        delivery.workspaceId === workspaceId &&
        delivery.webhookId === webhookId &&
        (state === undefined || delivery.state === state),
    );
  }

  insert(deliveries: readonly WebhookDelivery[]): Promise<void> {
    return this.access.write((tables) => {
      for (const delivery of deliveries) {
        const { workspaceId, webhookId, eventId } = delivery;
        requireParent(tables.webhooks.get(webhookId)?.workspaceId === workspaceId, 'delivery', 'webhook');
        requireParent(tables.events.get(eventId)?.workspaceId === workspaceId, 'delivery', 'event');
        tables.deliveries.insert(delivery);
      }
    });
  }

  update(delivery: WebhookDelivery): Promise<void> {
    return this.access.write(({ deliveries }) => {
      if (deliveries.get(delivery.id)?.webhookId !== delivery.webhookId) throw new NotFoundError('delivery');
      deliveries.replace(delivery);
    });
  }

  claim(claim: DeliveryClaim): Promise<readonly WebhookDelivery[]> {
    const { nowMs, leasedUntilMs, countMax, perWorkspaceMax, perLaneMax } = claim;
    return this.access.write((tables) => {
      const pending = pendingIn(tables);
      const isLeased = ({ leasedUntilMs: untilMs }: WebhookDelivery): boolean => untilMs !== null && untilMs > nowMs;
      const underWay = pending.filter(isLeased);
      const isFull = (of: 'workspaceId' | 'lane', delivery: WebhookDelivery, countMax: number): boolean =>
        underWay.filter((each) => each[of] === delivery[of]).length >= countMax;
      const claimed: WebhookDelivery[] = [];
      for (const delivery of pending.filter((each) => !isLeased(each) && (each.nextAttemptAtMs ?? nowMs) <= nowMs)) {
        if (claimed.length === countMax) break;
        if (isFull('workspaceId', delivery, perWorkspaceMax) || isFull('lane', delivery, perLaneMax)) continue;
        underWay.push(delivery);
        claimed.push({ ...delivery, leasedUntilMs });
      }
      for (const delivery of claimed) tables.deliveries.replace(delivery);
      return claimed;
    });
  }

  cancelPending(webhookId: string, nowMs: number, alsoOverrides: boolean): Promise<void> {
    return this.access.write((tables) => {
      for (const delivery of pendingIn(tables)) {
        const isMeant = delivery.webhookId === webhookId && (alsoOverrides || delivery.overrideUrl === null);
        if (isMeant) tables.deliveries.replace(ended(delivery, 'cancelled', nowMs));
      }
    });
  }

  handOver(fromWebhookId: string, toWebhookId: string): Promise<void> {
    return this.access.write((tables) => {
      for (const delivery of signedIn(tables, fromWebhookId))
        tables.deliveries.replace({ ...delivery, webhookId: toWebhookId });
    });
  }

  signsPending(webhookId: string): Promise<boolean> {
    return Promise.resolve(signedIn(this.access.tables, webhookId).length > 0);
  }

  forget(endedBeforeMs: number, rowsMax: number): Promise<number> {
    return this.access.write(({ deliveries }) => {
      const isOld = ({ endedAtMs }: WebhookDelivery): boolean => endedAtMs !== null && endedAtMs < endedBeforeMs;
      const old = [...deliveries.all()].filter(isOld).slice(0, rowsMax);
      for (const { id } of old) deliveries.remove(id);
      return old.length;
    });
  }
}

/** The longest due first. */
const pendingIn = ({ deliveries }: Tables): readonly WebhookDelivery[] =>
  [...deliveries.all()]
    .filter(({ state }) => state === 'pending')
    .sort((a, b) => (a.nextAttemptAtMs ?? 0) - (b.nextAttemptAtMs ?? 0) || (a.id < b.id ? -1 : 1));

const signedIn = (tables: Tables, webhookId: string): readonly WebhookDelivery[] =>
  pendingIn(tables).filter((delivery) => delivery.webhookId === webhookId && delivery.overrideUrl !== null);
