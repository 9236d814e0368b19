import { type DeliveryClaim, ended, type WebhookDelivery } from '@latchkey/domain';
import { aDelivery } from './a-delivery.js';
import { anEvent } from './an-event.js';
import { aTenancy } from './a-tenancy.js';
import { aWebhook } from './a-webhook.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

const nowMs = TEST_EPOCH_MS + 60_000;
const leasedUntilMs = nowMs + 30_000;

export function deliveryClaimsContract(makeDatabase: MakeDatabase): void {
  describe('claims of deliveries', () => {
    const db = useDatabase(makeDatabase);
    type Insert = (...all: Partial<WebhookDelivery>[]) => Promise<WebhookDelivery[]>;
    let insert: Insert;

    beforeEach(async () => {
      // What the test before has left is of no interest.
      const leftMs = leasedUntilMs + 60_000;
      for (const left of await claim({ nowMs: leftMs, leasedUntilMs: leftMs }))
        await db().deliveries.update(ended(left, 'cancelled', nowMs));
      insert = await aWorkspaceOfDeliveries();
    });

    const aWorkspaceOfDeliveries = async (): Promise<Insert> => {
      const { workspace } = await aTenancy(db());
      const place = { workspaceId: workspace.id };
      const [webhook, event] = [aWebhook(place), anEvent(place)];
      await db().webhooks.insert(webhook);
      await db().events.append(event);
      return async (...all) => {
        const deliveries = all.map((each) =>
          aDelivery({ ...place, webhookId: webhook.id, eventId: event.id, ...each }),
        );
        await db().deliveries.insert(deliveries);
        return deliveries;
      };
    };

    const claim = (overrides: Partial<DeliveryClaim> = {}) =>
      db().deliveries.claim({
        nowMs,
        leasedUntilMs,
        countMax: 100,
        perWorkspaceMax: 100,
        perLaneMax: 100,
        ...overrides,
      });
    const ids = (deliveries: readonly WebhookDelivery[]) => deliveries.map(({ id }) => id);

    it('takes what is due, the longest due first, and shows how long it has it', async () => {
      const [late, later, next, ahead] = await insert(
        { nextAttemptAtMs: nowMs - 1 },
        { nextAttemptAtMs: nowMs - 2, lane: 'another' },
        { nextAttemptAtMs: nowMs },
        { nextAttemptAtMs: nowMs + 1 },
      );
      const claimed = await claim();
      expect(claimed).toEqual([later, late, next].map((each) => ({ ...each, leasedUntilMs })));
      const { workspaceId, webhookId, id } = ahead!;
      expect(await db().deliveries.find(workspaceId, webhookId, id)).toEqual(ahead);
      expect(ids(await claim({ nowMs: nowMs + 1, leasedUntilMs: leasedUntilMs + 1 }))).toEqual([ahead!.id]);
    });

    it('takes nothing twice before the lease is over, and then again', async () => {
      const [delivery] = await insert({});
      expect(ids(await claim())).toEqual([delivery!.id]);
      expect(await claim({ nowMs: leasedUntilMs - 1 })).toEqual([]);
      const again = await claim({ nowMs: leasedUntilMs, leasedUntilMs: leasedUntilMs + 30_000 });
      expect(again).toEqual([{ ...delivery, leasedUntilMs: leasedUntilMs + 30_000 }]);
    });

    it('takes no more of a lane than it has places, those that are taken already included', async () => {
      const full = { lane: 'a full one' };
      const waiting = await insert(full, full, full, full);
      const [alone] = await insert({ lane: 'an empty one', nextAttemptAtMs: nowMs });
      expect(ids(await claim({ perLaneMax: 3 }))).toEqual([...ids(waiting.slice(0, 3)), alone!.id]);
      expect(await claim({ perLaneMax: 3 })).toEqual([]);
      await db().deliveries.update({ ...waiting[0]!, nextAttemptAtMs: nowMs + 1, leasedUntilMs: null });
      expect(ids(await claim({ perLaneMax: 3 }))).toEqual([waiting[3]!.id]);
    });

    it('takes no more of a workspace than it has places, in however many lanes, those that are taken already included', async () => {
      const insertAnother = await aWorkspaceOfDeliveries();
      const waiting = await insert(...['a', 'b', 'c', 'd'].map((lane) => ({ lane })));
      const [alone] = await insertAnother({ lane: 'e', nextAttemptAtMs: nowMs });
      expect(ids(await claim({ perWorkspaceMax: 3 }))).toEqual([...ids(waiting.slice(0, 3)), alone!.id]);
      expect(await claim({ perWorkspaceMax: 3 })).toEqual([]);
      await db().deliveries.update({ ...waiting[0]!, nextAttemptAtMs: nowMs + 1, leasedUntilMs: null });
      expect(ids(await claim({ perWorkspaceMax: 3 }))).toEqual([waiting[3]!.id]);
    });

    it('takes no more than it may, from whichever lane has waited longest', async () => {
      const [third, first, second] = await insert(
        { lane: 'a', nextAttemptAtMs: nowMs - 1 },
        { lane: 'b', nextAttemptAtMs: nowMs - 3 },
        { lane: 'c', nextAttemptAtMs: nowMs - 2 },
      );
      expect(ids(await claim({ countMax: 2 }))).toEqual([first!.id, second!.id]);
      expect(ids(await claim({ countMax: 2 }))).toEqual([third!.id]);
    });

    it('leaves what has ended', async () => {
      await insert({ state: 'cancelled', nextAttemptAtMs: null, endedAtMs: nowMs });
      expect(await claim()).toEqual([]);
    });

    it('gives each delivery to one of many who ask at once', async () => {
      const deliveries = await insert(...Array.from({ length: 40 }, (_, i) => ({ lane: `lane ${i % 7}` })));
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim({ countMax: 10 })));
      const rest = await claim();
      const claimed = ids([...claims.flat(), ...rest]);
      expect(claimed).toHaveLength(40);
      expect(new Set(claimed)).toEqual(new Set(ids(deliveries)));
    });
  });
}
