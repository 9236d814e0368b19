import { DataSource } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { connectionOf, type PostgresTarget } from './target.js';

export interface PoolOptions {
  /** Connections at most; 10 unless told. */
  readonly connectionsMax?: number;
  /** Told when an idle connection breaks. The pool replaces it, so there is nothing to do but to know. */
  readonly onIdleError?: (error: Error) => void;
  /** Postgres itself refuses to write anything. */
  readonly readOnly?: boolean;
}

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;
/** Later than the server's own limit: speaks only when the server no longer does. */
const ANSWER_TIMEOUT_MS = 20_000;

/** A pool for the work of the application, not yet connected. */
export const dataSourceFor = (
  target: PostgresTarget,
  { connectionsMax = 10, onIdleError, readOnly = false }: PoolOptions = {},
) =>
  newDataSource(onIdleError, {
    ...connectionOf(target),
    max: connectionsMax,
    application_name: 'latchkey',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    ...(readOnly && { options: '-c default_transaction_read_only=on' }),
  });

/** A single connection for migrations, which may take as long as they need. */
export const migrationDataSourceFor = (target: PostgresTarget) =>
  newDataSource(undefined, {
    ...connectionOf(target),
    max: 1,
    application_name: 'latchkey migrations',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });

/** Logging is off because TypeORM logs parameters with the statements. */
const newDataSource = (onIdleError: PoolOptions['onIdleError'], extra: object): DataSource =>
  new DataSource({
    type: 'postgres',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    installExtensions: false,
    logging: false,
    poolErrorHandler: (error: Error) => onIdleError?.(error),
    extra,
  });
