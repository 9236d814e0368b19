import { createHash } from 'node:crypto';
import { chmod, lchown, lstat, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresStartError, errorCode } from './errors.js';
import type { EmbeddedPostgresLog } from './events.js';
import { makeReadableDirectory } from './owned-files.js';
import { canEnter, canWrite, chooseSystemUser, describeOwner, runningAsRoot, type SystemUser } from './system-user.js';

/** Where the cluster, its log, its password and its socket live, and who runs it. */
export interface Placement {
  readonly home: string;
  /** Undefined: we ourselves. */
  readonly user: SystemUser | undefined;
}

const OURS = new Set(['postgres', 'postgres.password', 'latchkey.lock', 'lost+found']);

/**
 * Creates DATA_DIR, closed to everybody else, and returns its real path. A directory that others can read and that
 * holds other things is refused rather than closed: DATA_DIR=/var/lib must not cost the machine its /var/lib.
 */
export async function createDataDir(dataDir: string): Promise<string> {
  const directory = path.resolve(dataDir);
  await mkdir(path.dirname(directory), { recursive: true });
  await mkdirUnlessPresent(directory);
  const real = await realpath(directory);
  if (process.platform === 'win32' || ((await lstat(real)).mode & 0o777) === 0o700) return real;

  const names = await readdir(real);
  if (names.length > 0 && !names.some((name) => OURS.has(name))) {
    throw new EmbeddedPostgresStartError(
      `DATA_DIR ${real} holds other files and is open to other users: choose a new directory, or chmod 700 it first`,
    );
  }
  await chmod(real, 0o700);
  return real;
}

async function mkdirUnlessPresent(directory: string): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/**
 * Decides as root who runs the cluster and where it lives; for anybody else: themselves, in DATA_DIR.
 *
 * An existing cluster is always used, wherever a former start has put it, as its owner: a directory that became
 * reachable, or unreachable, since then must never look like a loss of all data.
 */
export async function placeData(dataDir: string, sharedRoot: string, log: EmbeddedPostgresLog): Promise<Placement> {
  if (!runningAsRoot()) return { home: dataDir, user: undefined };
  const elsewhere = elsewhereOf(dataDir, sharedRoot);
  for (const home of [dataDir, elsewhere]) {
    const user = await clusterOwner(home, log);
    if (user === undefined) continue;
    if (home === elsewhere) announce(dataDir, elsewhere, user, log);
    return claimHome(home, user, sharedRoot);
  }
  const user = await chooseSystemUser();
  if (await canEnter(path.dirname(dataDir), user)) {
    await hand(dataDir, user);
    if (await canWrite(dataDir, user)) return { home: dataDir, user };
  }
  announce(dataDir, elsewhere, user, log);
  return claimHome(elsewhere, user, sharedRoot);
}

const elsewhereOf = (dataDir: string, sharedRoot: string): string =>
  path.join(sharedRoot, 'data', createHash('sha256').update(dataDir).digest('hex').slice(0, 16));

/** Where a former start may have put the cluster of a DATA_DIR. */
export async function placesOf(dataDir: string, sharedRoot: string): Promise<readonly string[]> {
  const real = await realpath(dataDir).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  return real === undefined ? [] : [real, elsewhereOf(real, sharedRoot)];
}

function announce(dataDir: string, elsewhere: string, user: SystemUser, log: EmbeddedPostgresLog): void {
  const message = `the user ${user.name}, whom Postgres runs as, cannot use ${dataDir}: its data is in ${elsewhere}`;
  log({ level: 'warn', message });
}

/** Whoever owns the cluster in `home`, or undefined when there is none. */
async function clusterOwner(home: string, log: EmbeddedPostgresLog): Promise<SystemUser | undefined> {
  const cluster = path.join(home, 'postgres');
  const entry = await stat(cluster).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (entry === undefined) return undefined;
  if (entry.uid !== 0) return describeOwner(entry);
  if ((await lstat(cluster)).isSymbolicLink()) {
    throw new EmbeddedPostgresStartError(
      `${cluster} is a link to a directory of root: chown it to an unprivileged user`,
    );
  }
  // Restored or copied by root. Only root can have put files in there, so handing them over betrays nothing.
  const user = await chooseSystemUser();
  log({ level: 'info', message: `${cluster} belongs to root, whom Postgres refuses: handing it to ${user.name}` });
  await handTree(cluster, user);
  return user;
}

async function claimHome(home: string, user: SystemUser, sharedRoot: string): Promise<Placement> {
  await makeReadableDirectory(path.dirname(home));
  await mkdirUnlessPresent(home);
  await hand(home, user);
  if (await canWrite(home, user)) return { home, user };
  throw new EmbeddedPostgresStartError(
    `the user ${user.name}, whom Postgres runs as, cannot write to ${home}: ` +
      `open its parent directories to that user, or move DATA_DIR to a place below neither /root nor ${sharedRoot}`,
  );
}

/** A file system without owners (some mounts) refuses; whether that matters shows when the user tries to write. */
async function hand(entry: string, user: SystemUser): Promise<void> {
  try {
    await lchown(entry, user.uid, user.gid);
  } catch (error) {
    if (errorCode(error) !== 'EPERM' && errorCode(error) !== 'ENOTSUP') throw error;
  }
}

async function handTree(directory: string, user: SystemUser): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) await handTree(file, user);
    else await hand(file, user);
  }
  await hand(directory, user); // Last, so that an interrupted pass is repeated.
}
