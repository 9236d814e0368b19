import type { WorkspaceEvent } from '@latchkey/domain';
import { aDelivery } from './a-delivery.js';
import { aTenancy } from './a-tenancy.js';
import { aWebhook } from './a-webhook.js';
import { allPages, expectedPages } from './all-pages.js';
import { anEvent } from './an-event.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function eventStoreContract(makeDatabase: MakeDatabase): void {
  describe('event store', () => {
    const db = useDatabase(makeDatabase);

    it('keeps every field, whatever becomes of the object', async () => {
      const { workspace } = await aTenancy(db());
      const data = { id: 'msg_1', to: '+31612345678', body: 'Ölig 🛢️', nested: { list: [1, 2.5, null, true] } };
      const event = anEvent({
        workspaceId: workspace.id,
        type: 'message.sent',
        occurredAtMs: 1_766_000_000_123,
        data,
        overrideUrl: 'https://example.com/hook',
      });
      await db().events.append(event);
      const kept = structuredClone(event);
      data.nested.list.push('later' as never);
      expect(await db().events.page(workspace.id, { limit: 1 })).toEqual({ items: [kept], hasMore: false });
    });

    it('pages newest first through those of one workspace', async () => {
      const [{ workspace }, other] = [await aTenancy(db()), await aTenancy(db())];
      const mine = [1, 2, 3, 4, 5].map(() => anEvent({ workspaceId: workspace.id }));
      for (const event of [anEvent({ workspaceId: other.workspace.id }), ...mine].reverse())
        await db().events.append(event);
      const pages = await allPages(2, (page) => db().events.page(workspace.id, page));
      expect(pages).toEqual(expectedPages(2, mine));
    });

    it('refuses one of a workspace that is not there', async () => {
      await expect(db().events.append(anEvent({ workspaceId: 'ws_absent' }))).rejects.toThrow();
    });

    describe('of those that nobody has been told of', () => {
      const take = (countMax = 100) => db().transaction((stores) => stores.events.takeUntold(countMax));
      const told = (...ids: string[]) =>
        db().events.markTold(
          ids.map((id) => ({ id, body: `body of ${id}` })),
          1,
        );
      const appended = async (count: number, occurredAtMs = 1_000) => {
        // What the test before has left is of no interest.
        await told(...(await take(1_000)).map(({ id }) => id));
        const { workspace } = await aTenancy(db());
        const events = Array.from({ length: count }, () => anEvent({ workspaceId: workspace.id, occurredAtMs }));
        for (const event of events) await db().events.append(event);
        return events as [WorkspaceEvent, ...WorkspaceEvent[]];
      };

      it('takes the oldest, until they are marked', async () => {
        const events = await appended(3);
        expect(await take(2)).toEqual(events.slice(0, 2));
        expect(await take()).toEqual(events);
        await told(events[0].id, events[2]!.id);
        expect(await take()).toEqual([events[1]]);
      });

      it('keeps what was marked with them, for their own workspace', async () => {
        const [{ id, workspaceId }, silent] = await appended(2);
        const body = '{"id":"evt_1","n":1.0,"b":"ü🛢️"}';
        const marks = [
          { id, body },
          { id: silent!.id, body: null },
        ];
        expect(await db().events.bodyOf(workspaceId, id)).toBeNull();
        await db().events.markTold(marks, 1);
        expect(await db().events.bodyOf(workspaceId, id)).toBe(body);
        expect(await db().events.bodyOf(workspaceId, silent!.id)).toBeNull();
        expect(await db().events.bodyOf('ws_another', id)).toBeNull();
        expect(await take()).toEqual([]);
      });

      it('marks none where the transaction is undone', async () => {
        const [event] = await appended(1);
        const undone = db().transaction(async (stores) => {
          const taken = await stores.events.takeUntold(5);
          await stores.events.markTold([{ id: taken[0]!.id, body: null }], 1);
          throw new Error('killed');
        });
        await expect(undone).rejects.toThrow('killed');
        expect(await take()).toEqual([event]);
      });

      it('forgets the told ones that are old and in no log, a bounded number at a time', async () => {
        const events = await appended(5);
        const [kept, untold, ...old] = events;
        const { workspaceId } = kept;
        const webhook = aWebhook({ workspaceId });
        await db().webhooks.insert(webhook);
        await db().deliveries.insert([aDelivery({ workspaceId, webhookId: webhook.id, eventId: kept.id })]);
        await told(kept.id, ...old.map(({ id }) => id));
        expect(await db().events.forget(1_000, 2)).toBe(0);
        expect(await db().events.forget(1_001, 2)).toBe(2);
        // Those of the tests before are old as well.
        while ((await db().events.forget(1_001, 2)) > 0);
        expect((await db().events.page(workspaceId, { limit: 9 })).items).toEqual([untold, kept]);
      });
    });
  });
}
