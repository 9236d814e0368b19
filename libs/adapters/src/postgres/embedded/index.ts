export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresConnection,
  type EmbeddedPostgresOptions,
} from './embedded-postgres.js';
export { DataDirInUseError, EmbeddedPostgresStartError, EmbeddedPostgresUnavailableError } from './errors.js';
export type { EmbeddedPostgresEvent, EmbeddedPostgresLog } from './events.js';
export { findEmbeddedPostgres, type FoundPostgres } from './running-postgres.js';
