import { TEST_SEAL } from '@latchkey/testing';
import { migrate } from './migrate.js';
import { PgDatabase } from './pg-database.js';
import { createTestDatabase, type TestDatabase } from './test-database.fixture.js';

export interface MigratedDatabase {
  readonly database: () => PgDatabase;
  /** Past everything that is under test. */
  readonly query: TestDatabase['query'];
}

/** A database of a spec's own with the schema as it is now, for as long as the spec runs. */
export function useMigratedDatabase(): MigratedDatabase {
  let testDatabase: TestDatabase;
  let database: PgDatabase;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await migrate(testDatabase.target);
    database = await PgDatabase.open(testDatabase.target, { auditSeal: TEST_SEAL });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  return { database: () => database, query: (sql, values) => testDatabase.query(sql, values) };
}
