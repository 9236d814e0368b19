import { MigrationExecutor, type DataSource, type Migration, type QueryRunner } from 'typeorm';
import { MIGRATION_LOCK } from './advisory-locks.js';
import { migrationDataSourceFor } from './data-source.js';
import { MIGRATIONS } from './migrations/index.js';
import type { PostgresTarget } from './target.js';
import { translating } from './translate-errors.js';

export type MigrationProgress =
  /** Another process is at it. */
  { readonly step: 'waiting' } | { readonly step: 'applying' | 'applied'; readonly migration: string };

/** The database is not one that this version of Latchkey can work with. The message is for operators. */
export class UnsuitableDatabaseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsuitableDatabaseError';
  }
}

/**
 * Brings the schema up to this version, and answers the names of the migrations that it applied. Processes that start
 * at the same time take turns. Each migration commits on its own, together with the note that it ran.
 *
 * @throws UnsuitableDatabaseError, StoreUnavailableError
 */
export async function migrate(
  target: PostgresTarget,
  onProgress: (progress: MigrationProgress) => void = () => undefined,
): Promise<readonly string[]> {
  const dataSource = migrationDataSourceFor(target);
  return translating(async () => {
    await dataSource.initialize();
    // The lock and the migrations share a connection: when it breaks, neither outlives the other.
    const connection = dataSource.createQueryRunner();
    try {
      await takeTurn(connection, onProgress);
      return await applyPending(dataSource, connection, onProgress);
    } finally {
      await connection.release();
      await dataSource.destroy();
    }
  });
}

/** The lock ends with the connection. */
async function takeTurn(connection: QueryRunner, onProgress: (progress: MigrationProgress) => void): Promise<void> {
  const [{ taken }] = (await connection.query('SELECT pg_try_advisory_lock($1, $2) AS taken', [...MIGRATION_LOCK])) as [
    { taken: boolean },
  ];
  if (taken) return;
  onProgress({ step: 'waiting' });
  await connection.query('SELECT pg_advisory_lock($1, $2)', [...MIGRATION_LOCK]);
}

async function applyPending(
  dataSource: DataSource,
  connection: QueryRunner,
  onProgress: (progress: MigrationProgress) => void,
): Promise<readonly string[]> {
  const executor = new MigrationExecutor(dataSource, connection);
  await assertUtf8(connection);
  await assertNotNewer(executor);
  const applied: string[] = [];
  for (const migration of await executor.getPendingMigrations()) {
    onProgress({ step: 'applying', migration: migration.name });
    await apply(executor, connection, migration);
    onProgress({ step: 'applied', migration: migration.name });
    applied.push(migration.name);
  }
  return applied;
}

/** When it fails, the connection closes with the transaction open, which undoes it. */
async function apply(executor: MigrationExecutor, connection: QueryRunner, migration: Migration): Promise<void> {
  await connection.startTransaction();
  await executor.executeMigration(migration);
  await connection.commitTransaction();
}

async function assertUtf8(connection: QueryRunner): Promise<void> {
  const [{ server_encoding: encoding }] = (await connection.query('SHOW server_encoding')) as [
    { server_encoding: string },
  ];
  if (encoding === 'UTF8') return;
  throw new UnsuitableDatabaseError(
    `The database has the encoding ${encoding}, which cannot hold every label: create one with ENCODING 'UTF8'.`,
  );
}

async function assertNotNewer(executor: MigrationExecutor): Promise<void> {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const unknown = (await executor.getExecutedMigrations()).filter(({ name }) => !known.has(name));
  if (unknown.length === 0) return;
  throw new UnsuitableDatabaseError(
    `The database has migrations that this version of Latchkey does not know (${unknown
      .map(({ name }) => name)
      .join(', ')}). It was used with a newer version: start that one, or restore a backup from before.`,
  );
}
