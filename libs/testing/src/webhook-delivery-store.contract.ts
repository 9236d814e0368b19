import type { WebhookDelivery } from '@latchkey/domain';
import { aDelivery } from './a-delivery.js';
import { anEvent } from './an-event.js';
import { aTenancy } from './a-tenancy.js';
import { aWebhook } from './a-webhook.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

const nowMs = TEST_EPOCH_MS + 60_000;
const ENDED = { state: 'delivered', nextAttemptAtMs: null, endedAtMs: nowMs } as const;

export function webhookDeliveryStoreContract(makeDatabase: MakeDatabase): void {
  describe('webhook delivery store', () => {
    const db = useDatabase(makeDatabase);

    /** An endpoint with an event, and what makes deliveries of it. */
    const anEndpoint = async (workspaceId?: string) => {
      const workspace = workspaceId ?? (await aTenancy(db())).workspace.id;
      const webhook = aWebhook({ workspaceId: workspace });
      const event = anEvent({ workspaceId: workspace });
      await db().webhooks.insert(webhook);
      await db().events.append(event);
      const of = (overrides: Partial<WebhookDelivery> = {}) =>
        aDelivery({ workspaceId: workspace, webhookId: webhook.id, eventId: event.id, ...overrides });
      const insert = async (...all: Partial<WebhookDelivery>[]) => {
        const deliveries = all.map(of);
        await db().deliveries.insert(deliveries);
        return deliveries;
      };
      const read = (id: string) => db().deliveries.find(workspace, webhook.id, id);
      return { webhook, event, workspaceId: workspace, of, insert, read };
    };

    it('keeps every field, and changes all that may change', async () => {
      const { insert, read } = await anEndpoint();
      const attempts = [
        { atMs: nowMs, durationMs: 15_000, statusCode: null, error: 'timed_out' },
        { atMs: nowMs + 1, durationMs: 7, statusCode: 204, error: null },
      ] as const;
      const [delivery] = await insert({
        overrideUrl: 'https://example.com/x?y=ü',
        lane: 'a lane',
        leasedUntilMs: nowMs,
      });
      expect(await read(delivery!.id)).toEqual(delivery);
      const changed = { ...delivery!, attempts, ...ENDED, leasedUntilMs: null };
      await db().deliveries.update(changed);
      expect(await read(delivery!.id)).toEqual(changed);
      const { workspaceId, webhookId, id } = changed;
      expect(await db().transaction((stores) => stores.deliveries.lock(workspaceId, webhookId, id))).toEqual(changed);
    });

    it('inserts all or none, and refuses what belongs together in no workspace', async () => {
      const [one, other] = [await anEndpoint(), await anEndpoint()];
      await db().deliveries.insert([]);
      const [good, strayEvent, strayWebhook] = [
        one.of(),
        one.of({ eventId: other.event.id }),
        one.of({ webhookId: other.webhook.id }),
      ];
      for (const stray of [strayEvent, strayWebhook])
        await expect(db().deliveries.insert([good, stray])).rejects.toThrow();
      expect(await one.read(good.id)).toBeNull();
    });

    it('answers null under another endpoint or workspace, and does not change what is not there', async () => {
      const [one, other] = [await anEndpoint(), await anEndpoint()];
      const [delivery] = await one.insert({});
      const sibling = await anEndpoint(one.workspaceId);
      expect(await other.read(delivery!.id)).toBeNull();
      expect(await sibling.read(delivery!.id)).toBeNull();
      expect(await db().deliveries.find(other.workspaceId, one.webhook.id, delivery!.id)).toBeNull();
      await expect(db().deliveries.update(one.of())).rejects.toMatchObject({ code: 'not_found' });
    });

    it('pages newest first through those of an endpoint, of any state or of one', async () => {
      const { webhook, workspaceId, insert } = await anEndpoint();
      const pending = await insert({}, {}, {});
      const delivered = await insert(ENDED, ENDED);
      const filter = { workspaceId, webhookId: webhook.id };
      const pages = (state?: 'pending' | 'failed') =>
        allPages(2, (page) => db().deliveries.page({ ...filter, ...(state && { state }) }, page));
      expect(await pages()).toEqual(expectedPages(2, [...pending, ...delivered]));
      expect(await pages('pending')).toEqual(expectedPages(2, pending));
      expect(await pages('failed')).toEqual([[]]);
    });

    it('cancels what is pending for an endpoint, and for other addresses only where that is said', async () => {
      const { webhook, insert, read } = await anEndpoint();
      const foreign = await anEndpoint();
      const [own, elsewhere, done] = await insert({}, { overrideUrl: 'https://example.com' }, ENDED);
      const [theirs] = await foreign.insert({});
      const states = async () => {
        const read4 = [read(own!.id), read(elsewhere!.id), read(done!.id), foreign.read(theirs!.id)];
        return (await Promise.all(read4)).map((each) => each?.state);
      };
      await db().deliveries.cancelPending(webhook.id, nowMs, false);
      expect(await states()).toEqual(['cancelled', 'pending', 'delivered', 'pending']);
      expect(await read(own!.id)).toMatchObject({ nextAttemptAtMs: null, endedAtMs: nowMs });
      await db().deliveries.cancelPending(webhook.id, nowMs, true);
      expect(await states()).toEqual(['cancelled', 'cancelled', 'delivered', 'pending']);
    });

    it('hands over what is pending for other addresses, and nothing else', async () => {
      const one = await anEndpoint();
      const other = await anEndpoint(one.workspaceId);
      const overrideUrl = 'https://example.com';
      expect(await db().deliveries.signsPending(one.webhook.id)).toBe(false);
      const [own, done, elsewhere] = await one.insert({}, { overrideUrl, ...ENDED }, { overrideUrl });
      expect(await db().deliveries.signsPending(one.webhook.id)).toBe(true);
      await db().deliveries.handOver(one.webhook.id, other.webhook.id);
      expect(await db().deliveries.signsPending(one.webhook.id)).toBe(false);
      expect(await other.read(elsewhere!.id)).toEqual({ ...elsewhere, webhookId: other.webhook.id });
      expect(await one.read(own!.id)).toEqual(own);
      expect(await one.read(done!.id)).toEqual(done);
    });

    it('forgets what ended before a moment, a bounded number at a time', async () => {
      const { insert, read } = await anEndpoint();
      const at = (endedAtMs: number) => ({ ...ENDED, endedAtMs });
      const old = await insert(at(1_000), at(1_001), at(1_002));
      const [pending, young] = await insert({}, at(1_003));
      const rounds = [];
      for (let i = 0; i < 3; i++) rounds.push(await db().deliveries.forget(1_003, 2));
      expect(rounds).toEqual([2, 1, 0]);
      for (const { id } of old) expect(await read(id)).toBeNull();
      for (const each of [pending, young]) expect(await read(each!.id)).toEqual(each);
    });
  });
}
