import { aMessage, aMessageOrigin } from '@latchkey/testing';
import { useMigratedDatabase } from './migrated-database.fixture.js';

describe('claims of messages', () => {
  const { database } = useMigratedDatabase();

  test('pass over what another transaction holds, and do not wait for it', async () => {
    const origin = await aMessageOrigin(database());
    const [held, free] = [1, 2].map((dueAtMs) => aMessage({ ...origin, dueAtMs }));
    for (const message of [held!, free!]) await database().messages.insert(message);
    const claim = { sandbox: true, nowMs: 5, dueAgainAtMs: 10, countMax: 9 };
    await database().transaction(async (stores) => {
      await stores.messages.lock(held!.workspaceId, held!.id);
      expect((await database().messages.claimDue(claim)).map(({ id }) => id)).toEqual([free!.id]);
    });
    expect((await database().messages.claimDue(claim)).map(({ id }) => id)).toEqual([held!.id]);
  });
});
