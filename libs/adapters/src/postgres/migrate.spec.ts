import { EventEmitter, once } from 'node:events';
import { Client } from 'pg';
import { MIGRATION_LOCK } from './advisory-locks.js';
import { migrate, type MigrationProgress, UnsuitableDatabaseError } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { connectionOf } from './target.js';
import { createTestDatabase, type TestDatabase } from './test-database.fixture.js';

const NAMES = MIGRATIONS.map(({ name }) => name);

describe('migrate', () => {
  let testDatabase: TestDatabase;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
  });
  afterEach(() => testDatabase.drop());

  const recorded = async () => {
    const rows = await testDatabase.query<{ name: string }>('SELECT name FROM schema_migrations ORDER BY id');
    return rows.map(({ name }) => name);
  };

  it('applies every migration once, in order, and says so', async () => {
    const progress: MigrationProgress[] = [];
    expect(await migrate(testDatabase.target, (step) => progress.push(step))).toEqual(NAMES);
    expect(progress).toEqual(
      NAMES.flatMap((migration) => [
        { step: 'applying', migration },
        { step: 'applied', migration },
      ]),
    );
    expect(await migrate(testDatabase.target, (step) => progress.push(step))).toEqual([]);
    expect(progress).toHaveLength(2 * NAMES.length);
    expect(await recorded()).toEqual(NAMES);
  });

  it('applies each once when many start at once', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(testDatabase.target)));
    expect(applied.flat()).toEqual(NAMES);
    expect(await recorded()).toEqual(NAMES);
  });

  it('waits for the one who is at it, and says so', async () => {
    const holder = new Client(connectionOf(testDatabase.target));
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock($1, $2)', MIGRATION_LOCK);
    const progress: MigrationProgress[] = [];
    const heard = new EventEmitter();
    const waiting = once(heard, 'waiting');
    const migrated = migrate(testDatabase.target, (step) => {
      progress.push(step);
      heard.emit(step.step);
    });
    await waiting;
    expect(progress).toEqual([{ step: 'waiting' }]);
    await holder.end();
    expect(await migrated).toEqual(NAMES);
  });

  it('lets go of the lock, and of the connection', async () => {
    await migrate(testDatabase.target);
    const left = await testDatabase.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'latchkey%'`,
    );
    expect(left).toEqual([]);
  });

  it('refuses a database that a newer version has migrated', async () => {
    await migrate(testDatabase.target);
    await testDatabase.query(`INSERT INTO schema_migrations (timestamp, name) VALUES (9e12, 'FromTheFuture9')`);
    const attempt = migrate(testDatabase.target);
    await expect(attempt).rejects.toBeInstanceOf(UnsuitableDatabaseError);
    await expect(attempt).rejects.toThrow(/FromTheFuture9.*newer version/);
  });

  it('leaves nothing of a migration that fails, and keeps those before it', async () => {
    await testDatabase.query('CREATE TABLE sessions ()');
    await expect(migrate(testDatabase.target)).rejects.toThrow('"sessions" already exists');
    expect(await recorded()).toEqual(NAMES.slice(0, 2));
    expect(await testDatabase.query(`SELECT to_regclass('users') AS users`)).toEqual([{ users: null }]);
    await testDatabase.query('DROP TABLE sessions');
    expect(await migrate(testDatabase.target)).toEqual(NAMES.slice(2));
  });
});
