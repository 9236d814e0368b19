import type { Database } from '@latchkey/domain';

export interface DatabaseUnderTest {
  readonly database: Database;
  close(): Promise<void>;
}

/** Makes an empty database. The contracts never meet in one. */
export type MakeDatabase = () => Promise<DatabaseUnderTest>;

/** One empty database for the tests of a `describe`, which keep out of each other's way by their ids. */
export function useDatabase(makeDatabase: MakeDatabase): () => Database {
  let made: DatabaseUnderTest;
  beforeAll(async () => {
    made = await makeDatabase();
  });
  afterAll(() => made.close());
  return () => made.database;
}
