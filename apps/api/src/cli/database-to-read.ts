import type { PostgresTarget } from '@latchkey/adapters/postgres';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '@latchkey/adapters/postgres/embedded';
import type { Configuration } from '../config/configuration.js';
import { existingSecretIn } from '../config/signing-secret.js';

export interface DatabaseToRead {
  readonly target: PostgresTarget;
  readonly secret: string;
  readonly close: () => Promise<void>;
}

/**
 * The database of the configuration for a program that only looks: that of a server that runs, as it is; the embedded one
 * of a server that does not run is started for as long as it takes. Never a new one.
 */
export async function databaseToRead({ databaseUrl, dataDir, secret }: Configuration): Promise<DatabaseToRead> {
  const nothing = () => Promise.resolve();
  if (databaseUrl !== null) return { target: databaseUrl, secret: secret ?? '', close: nothing };
  const found = await findEmbeddedPostgres(dataDir);
  if (found === 'none') throw new Error(`DATA_DIR ${dataDir} has no database.`);
  const known = secret ?? (await existingSecretIn(dataDir));
  if (found !== 'stopped') return { target: found, secret: known, close: nothing };
  const embedded = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  return { target: embedded.connection, secret: known, close: () => embedded.stop() };
}
