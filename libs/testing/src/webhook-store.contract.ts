import type { Webhook } from '@latchkey/domain';
import { aDelivery } from './a-delivery.js';
import { anEvent } from './an-event.js';
import { aTenancy } from './a-tenancy.js';
import { aWebhook } from './a-webhook.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function webhookStoreContract(makeDatabase: MakeDatabase): void {
  describe('webhook store', () => {
    const db = useDatabase(makeDatabase);

    const inserted = async (overrides: Partial<Webhook> = {}) => {
      const { workspace } = await aTenancy(db());
      const webhook = aWebhook({ workspaceId: workspace.id, ...overrides });
      await db().webhooks.insert(webhook);
      return webhook;
    };

    it('keeps every field, set or not', async () => {
      const bare = await inserted({ url: null });
      const full = await inserted({
        description: 'Büro 📱',
        eventTypes: ['message.sent', 'webhook.test'],
        formerSecret: { sealed: 'former', untilMs: 1_766_000_000_001 },
        disabled: { atMs: 1_766_000_000_002, reason: 'failing' },
        failingSinceMs: 1_766_000_000_003,
        secretRotatedAtMs: 1_766_000_000_004,
      });
      for (const webhook of [bare, full]) {
        expect(await db().webhooks.find(webhook.workspaceId, webhook.id)).toEqual(webhook);
        await db().webhooks.update({ ...full, id: webhook.id, workspaceId: webhook.workspaceId });
        const changed = await db().transaction((stores) => stores.webhooks.lock(webhook.workspaceId, webhook.id));
        expect(changed).toEqual({ ...full, id: webhook.id, workspaceId: webhook.workspaceId });
      }
    });

    it('answers null for an unknown one and for one of another workspace, and does not change it', async () => {
      const [webhook, other] = [await inserted(), await inserted()];
      for (const [workspaceId, id] of [
        [webhook.workspaceId, 'whe_unknown'],
        [other.workspaceId, webhook.id],
      ] as const) {
        expect(await db().webhooks.find(workspaceId, id)).toBeNull();
        expect(await db().transaction((stores) => stores.webhooks.lock(workspaceId, id))).toBeNull();
        const stray = db().webhooks.update({ ...webhook, id, workspaceId });
        await expect(stray).rejects.toMatchObject({ code: 'not_found' });
        await db().webhooks.remove(workspaceId, id);
      }
      expect(await db().webhooks.find(webhook.workspaceId, webhook.id)).toEqual(webhook);
    });

    it('pages newest first, holds oldest first, and counts those of a workspace', async () => {
      const [first, foreign] = [await inserted(), await inserted()];
      const webhooks = [
        first,
        aWebhook({ workspaceId: first.workspaceId }),
        aWebhook({ workspaceId: first.workspaceId }),
      ];
      for (const webhook of webhooks.slice(1).reverse()) await db().webhooks.insert(webhook);
      const pages = await allPages(2, (page) => db().webhooks.page(first.workspaceId, page));
      expect(pages).toEqual(expectedPages(2, webhooks));
      const held = await db().transaction((stores) =>
        stores.webhooks.hold([foreign.workspaceId, first.workspaceId, 'ws_unknown']),
      );
      expect(held).toEqual([first, foreign, ...webhooks.slice(1)]);
      expect(await db().transaction((stores) => stores.webhooks.hold([]))).toEqual([]);
      expect(await db().webhooks.count(first.workspaceId)).toBe(3);
    });

    it('removes one with its deliveries, and nothing of another', async () => {
      const [webhook, other] = [await inserted(), await inserted()];
      const deliveries = [];
      for (const { id: webhookId, workspaceId } of [webhook, other]) {
        const event = anEvent({ workspaceId });
        await db().events.append(event);
        deliveries.push(aDelivery({ workspaceId, webhookId, eventId: event.id }));
      }
      await db().deliveries.insert(deliveries);
      await db().webhooks.remove(webhook.workspaceId, webhook.id);
      expect(await db().webhooks.find(webhook.workspaceId, webhook.id)).toBeNull();
      const left = await Promise.all(
        deliveries.map(({ workspaceId, webhookId, id }) => db().deliveries.find(workspaceId, webhookId, id)),
      );
      expect(left).toEqual([null, deliveries[1]]);
    });

    it('refuses a taken id, and one of no workspace', async () => {
      const { id, workspaceId } = await inserted();
      const taken = db().webhooks.insert(aWebhook({ id, workspaceId }));
      await expect(taken).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      await expect(db().webhooks.insert(aWebhook({ workspaceId: 'ws_unknown' }))).rejects.toThrow();
    });

    it('keeps one writer waiting for the other', async () => {
      const { id, workspaceId } = await inserted({ description: 'x' });
      const appendOne = () =>
        db().transaction(async (stores) => {
          const locked = await stores.webhooks.lock(workspaceId, id);
          await stores.webhooks.update({ ...locked!, description: `${locked!.description}+` });
        });
      await Promise.all([1, 2, 3, 4, 5].map(appendOne));
      expect((await db().webhooks.find(workspaceId, id))?.description).toBe('x+++++');
    });
  });
}
