import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresStartError, EmbeddedPostgresUnavailableError, errorCode } from './errors.js';
import type { EmbeddedPostgresLog } from './events.js';
import { removeTree, syncDirectory, writePrivateFile } from './owned-files.js';
import type { Placement } from './placement.js';
import { runToEnd } from './run-to-end.js';
import { serverArguments } from './server-settings.js';

/** The superuser and the database of an embedded cluster. */
export const DATABASE_USER = 'latchkey';
export const DATABASE_NAME = 'latchkey';

export interface Cluster {
  readonly directory: string;
  readonly password: string;
}

export interface ClusterRequest extends Placement {
  readonly binaries: Binaries;
  readonly log: EmbeddedPostgresLog;
  readonly signal: AbortSignal | undefined;
  /** Added to the environment of the programs that open the cluster. */
  readonly environment: NodeJS.ProcessEnv;
}

export const clusterDirectoryOf = (home: string): string => path.join(home, 'postgres');

/**
 * The cluster in `home`, made when there is none. initdb works in a sibling that becomes the cluster by a rename when
 * it is complete, with database and all: one that was killed half-way leaves rubbish, removed here, and no cluster.
 */
export async function prepareCluster(request: ClusterRequest): Promise<Cluster> {
  const directory = clusterDirectoryOf(request.home);
  await removeUnfinished(request);
  const passwordFile = path.join(request.home, 'postgres.password');
  const known = await readUnlessAbsent(passwordFile);
  const password = known ?? randomBytes(32).toString('base64url');
  if (known === undefined) await writePrivateFile(passwordFile, password, request.user);

  const exists = await holdsCluster(directory);
  if (!exists) await createCluster(directory, passwordFile, request);
  if (exists && known === undefined) await resetPassword(directory, password, request);
  return { directory, password };
}

async function holdsCluster(directory: string): Promise<boolean> {
  if ((await readUnlessAbsent(path.join(directory, 'PG_VERSION'))) !== undefined) return true;
  const names = await readdir(directory).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return false;
  throw new EmbeddedPostgresStartError(`${directory} is neither empty nor a Postgres data directory`);
}

async function readUnlessAbsent(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
}

const UNFINISHED = /^postgres\.(initdb-|password\.)/;

async function removeUnfinished(request: ClusterRequest): Promise<void> {
  const { home } = request;
  for (const name of (await readdir(home)).filter((entry) => UNFINISHED.test(entry))) {
    await discard(path.join(home, name), request);
  }
}

/** Rubbish that resists costs space, but is no reason not to start, nor may it hide why a start failed. */
async function discard(directory: string, { user, log }: ClusterRequest): Promise<void> {
  await removeTree(directory, user).catch((error: unknown) => {
    log({ level: 'warn', message: `cannot remove ${directory}: ${String(error)}` });
  });
}

/**
 * Access is by password (SCRAM) although the socket directory is private: one mechanism serves Windows too, where there
 * is only TCP, and whoever else runs as the same user (`nobody`, say) still does not get in by the socket alone.
 */
async function createCluster(directory: string, passwordFile: string, request: ClusterRequest): Promise<void> {
  if (request.user === undefined) requireUserName();
  request.log({ level: 'info', message: `creating the database in ${directory}` });
  const unfinished = path.join(request.home, `postgres.initdb-${randomBytes(4).toString('hex')}`);
  try {
    await run(request.binaries.initdb, initdbArguments(unfinished, passwordFile), request);
    await runSingleUser(`CREATE DATABASE ${DATABASE_NAME};\n`, unfinished, request);
    await rename(unfinished, directory);
    await syncDirectory(request.home);
  } finally {
    await discard(unfinished, request);
  }
}

/** The built-in C.UTF-8 sorts by code point, alike on every platform and for ever: no index depends on libc or ICU. */
function initdbArguments(directory: string, passwordFile: string): string[] {
  return [
    ['--pgdata', directory],
    ['--username', DATABASE_USER],
    ['--pwfile', passwordFile],
    ['--auth', 'scram-sha-256'],
    ['--encoding', 'UTF8'],
    ['--locale', 'C'],
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
    ['--data-checksums'],
    ['--no-instructions'],
  ].flat();
}

/** initdb looks its own user up by name. Containers that run under a bare number have none. */
function requireUserName(): void {
  try {
    userInfo();
  } catch (error) {
    const uid = process.getuid?.();
    throw new EmbeddedPostgresUnavailableError(`user id ${uid} has no name, which initdb asks for`, { cause: error });
  }
}

/** The password file was lost; who may write to the data directory may also set a new password. */
async function resetPassword(directory: string, password: string, request: ClusterRequest): Promise<void> {
  request.log({ level: 'warn', message: `the password file of ${directory} was missing: setting a new password` });
  await runSingleUser(`ALTER ROLE ${DATABASE_USER} PASSWORD '${password}';\n`, directory, request);
}

/** A server for one statement on standard input: no socket, no login, and not visible to anybody. */
async function runSingleUser(statement: string, directory: string, request: ClusterRequest): Promise<void> {
  // Without exit_on_error it would go on after a failed statement and end well.
  const args = ['--single', ...serverArguments(directory), '-c', 'exit_on_error=on', 'postgres'];
  await run(request.binaries.postgres, args, request, statement);
}

async function run(program: string, args: string[], request: ClusterRequest, input = ''): Promise<void> {
  const { user, signal, environment } = request;
  const { code, output } = await runToEnd(program, args, { user, signal, environment, input });
  if (code !== 0)
    throw new EmbeddedPostgresStartError(`${path.basename(program)} failed (exit code ${code})`, output.trim());
}
