import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { clusterDirectoryOf, DATABASE_NAME, DATABASE_USER } from './cluster.js';
import type { EmbeddedPostgresConnection } from './embedded-postgres.js';
import { placesOf } from './placement.js';
import { readPostmasterPid } from './postmaster-pid.js';
import { isPostgresOf } from './processes.js';

/** What there is on a DATA_DIR: nothing, a database that nobody runs, or one that can be connected to. */
export type FoundPostgres = 'none' | 'stopped' | EmbeddedPostgresConnection;

/** Changes nothing, and leaves the server to whoever looks after it. */
export async function findEmbeddedPostgres(dataDir: string, sharedRoot = '/var/lib/latchkey'): Promise<FoundPostgres> {
  for (const home of await placesOf(dataDir, sharedRoot)) {
    const directory = clusterDirectoryOf(home);
    if (!(await exists(path.join(directory, 'PG_VERSION')))) continue;
    const running = await readPostmasterPid(directory);
    if (running === undefined || !running.ready || !(await isPostgresOf(running.pid, directory))) return 'stopped';
    const password = await readFile(path.join(home, 'postgres.password'), 'utf8');
    const host = running.socketDirectory === '' ? '127.0.0.1' : running.socketDirectory;
    return { host, port: running.port, user: DATABASE_USER, database: DATABASE_NAME, password };
  }
  return 'none';
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
