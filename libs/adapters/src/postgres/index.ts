export { type PoolOptions } from './data-source.js';
export { migrate, type MigrationProgress, UnsuitableDatabaseError } from './migrate.js';
export { PgDatabase, type PgDatabaseOptions } from './pg-database.js';
export { SingleInstanceLock, type SingleInstanceLockOptions } from './single-instance-lock.js';
export { type PostgresTarget } from './target.js';
