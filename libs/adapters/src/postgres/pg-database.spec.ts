import { type ApiKey, NotFoundError, StoreUnavailableError } from '@latchkey/domain';
import { anApiKey, aTenancy, aUser, databaseContracts, sha256Of, type Tenancy, TEST_SEAL } from '@latchkey/testing';
import { Client } from 'pg';
import { migrate } from './migrate.js';
import { PgDatabase } from './pg-database.js';
import { createTestDatabase, type TestDatabase } from './test-database.fixture.js';

describe('PgDatabase', () => {
  databaseContracts(async () => {
    const testDatabase = await createTestDatabase();
    await migrate(testDatabase.target);
    const database = await PgDatabase.open(testDatabase.target, { auditSeal: TEST_SEAL });
    const close = async () => {
      await database.close();
      await testDatabase.drop();
    };
    return { database, close };
  });

  describe('on a server', () => {
    let testDatabase: TestDatabase;
    let database: PgDatabase;
    let tenancy: Tenancy;
    let key: ApiKey;

    beforeAll(async () => {
      testDatabase = await createTestDatabase();
      await migrate(testDatabase.target);
      database = await PgDatabase.open(testDatabase.target, { auditSeal: TEST_SEAL, connectionsMax: 2 });
      tenancy = await aTenancy(database);
      key = anApiKey(tenancy.place);
      await database.keys.insert(key);
    });
    afterAll(async () => {
      await database.close();
      await testDatabase.drop();
    });

    it('reads a record in one statement', async () => {
      const query = jest.spyOn(Client.prototype, 'query');
      await database.keys.recordOf(key.sha256);
      await database.keys.recordOf(sha256Of('unknown'));
      expect(query).toHaveBeenCalledTimes(2);
      query.mockRestore();
    });

    it('keeps milliseconds, and not fractions of them, in the database itself', async () => {
      const farKey = anApiKey({ ...tenancy.place, expiresAtMs: Date.UTC(9999, 11, 31, 23, 59, 59, 999) });
      await database.keys.insert(farKey);
      const rows = await testDatabase.query<{ text: string }>(
        `SELECT (expires_at AT TIME ZONE 'UTC')::text AS text FROM api_keys WHERE id = $1`,
        [farKey.id],
      );
      expect(rows).toEqual([{ text: '9999-12-31 23:59:59.999' }]);
    });

    it('lets messages of a locked key through, and no other writer of it', async () => {
      await database.transaction(async (stores) => {
        await stores.keys.lock(key.workspaceId, key.id);
        const refer = 'SELECT FROM api_keys WHERE id = $1 FOR KEY SHARE NOWAIT';
        await expect(testDatabase.query(refer, [key.id])).resolves.toHaveLength(1);
        const write = 'SELECT FROM api_keys WHERE id = $1 FOR NO KEY UPDATE NOWAIT';
        await expect(testDatabase.query(write, [key.id])).rejects.toMatchObject({ code: '55P03' });
      });
    });

    it('keeps values out of errors', async () => {
      const secret = 'a-hash-that-nobody-may-read';
      const shouting = aUser({ email: 'Upper@Example.com', passwordHash: secret });
      const error: unknown = await database.users.insert(shouting).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'QueryFailedError' });
      expect(everythingIn(error)).not.toContain(secret);
      const user = aUser({ passwordHash: secret });
      await database.users.insert(user);
      const taken: unknown = await database.users.insert(user).catch((reason: unknown) => reason);
      expect(taken).toMatchObject({ name: 'ConflictError' });
      expect(everythingIn(taken)).not.toMatch(new RegExp(`${secret}|${user.id}`));
    });

    it('survives a connection that is terminated in the middle of a transaction', async () => {
      const another = anApiKey(tenancy.place);
      const attempt = database.transaction(async (stores) => {
        await stores.keys.insert(another);
        await terminateConnections(testDatabase);
        await stores.keys.update({ ...another, label: 'Changed' });
      });
      await expect(attempt).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(await database.keys.find(another.workspaceId, another.id)).toBeNull();
      expect(await database.keys.find(key.workspaceId, key.id)).toEqual(key);
    });

    it('survives a connection that is terminated right before the commit', async () => {
      const another = anApiKey(tenancy.place);
      const attempt = database.transaction(async (stores) => {
        await stores.keys.insert(another);
        await terminateConnections(testDatabase);
      });
      await expect(attempt).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(await database.keys.find(another.workspaceId, another.id)).toBeNull();
    });

    it('passes on the very error of the work, even if the connection is gone by then', async () => {
      const error = new NotFoundError('thing');
      const attempt = database.transaction(async () => {
        await terminateConnections(testDatabase);
        throw error;
      });
      await expect(attempt).rejects.toBe(error);
      await expect(database.ping()).resolves.toBeUndefined();
    });

    it('replaces idle connections that break, without a word to anybody who did not ask', async () => {
      await Promise.all([database.ping(), database.ping()]);
      await terminateConnections(testDatabase);
      const answers = await Promise.allSettled([1, 2, 3, 4].map(() => database.ping()));
      for (const answer of answers) {
        if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(StoreUnavailableError);
      }
      expect(await database.keys.find(key.workspaceId, key.id)).toEqual(key);
    });

    it('never hands on a connection with a transaction in it', async () => {
      for (let i = 0; i < 5; i++) {
        await database.transaction(() => Promise.reject(new Error('no'))).catch(() => undefined);
        await database.transaction((stores) => stores.keys.insert(key).catch(() => undefined)).catch(() => undefined);
      }
      const open = await testDatabase.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'latchkey'
         AND state LIKE 'idle in transaction%'`,
      );
      expect(open).toEqual([]);
    });
  });
});

async function terminateConnections(testDatabase: TestDatabase): Promise<void> {
  await testDatabase.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'latchkey'`,
  );
}

/** Every property, of causes too, as a thorough logger would write it. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  return Reflect.ownKeys(value)
    .map((name) => everythingIn(Reflect.get(value, name), seen))
    .join('\n');
}
