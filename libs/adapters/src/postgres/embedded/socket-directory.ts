import { lchown, lstat, mkdtemp, realpath, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresStartError, errorCode } from './errors.js';
import { makePrivateDirectory } from './owned-files.js';
import type { Placement } from './placement.js';
import { canEnter, type SystemUser } from './system-user.js';

export interface SocketDirectory {
  readonly directory: string;
  remove(): Promise<void>;
}

export const SOCKET_PORT = 5432;
const SOCKET_NAME = `.s.PGSQL.${SOCKET_PORT}`;
/** The kernel's limit on a socket's path, less its final NUL. */
const PATH_BYTES_MAX = process.platform === 'linux' ? 107 : 103;

const fits = (directory: string) => Buffer.byteLength(path.join(directory, SOCKET_NAME)) <= PATH_BYTES_MAX;

/** A private directory for the socket: `run` beside the cluster, or a short one when that path is too long. */
export async function prepareSocketDirectory({ home, user }: Placement): Promise<SocketDirectory> {
  const usual = path.join(home, 'run');
  if (!fits(usual)) return temporaryDirectory(user);
  await makePrivateDirectory(usual, user);
  const remove = () => removeSocket(usual);
  await remove(); // A killed server's socket and its lock, whose pid may be somebody else's by now.
  return { directory: usual, remove };
}

/** With a random name, and made only now: in a place like /tmp anybody could have prepared a predictable one. */
async function temporaryDirectory(user: SystemUser | undefined): Promise<SocketDirectory> {
  for (const parent of [tmpdir(), '/tmp', '/run']) {
    if (!fits(path.join(parent, TEMPORARY_SAMPLE)) || (user && !(await canEnter(parent, user)))) continue;
    const directory = await mkdtemp(path.join(parent, TEMPORARY_PREFIX)); // With mode 0700.
    if (user) await lchown(directory, user.uid, user.gid);
    return { directory, remove: () => removeTemporary(directory) };
  }
  throw new EmbeddedPostgresStartError(`no directory with a path short enough for a socket (tried ${tmpdir()}, /tmp)`);
}

const TEMPORARY_PREFIX = 'latchkey-';
const TEMPORARY_SAMPLE = `${TEMPORARY_PREFIX}XXXXXX`;

/**
 * Removes the short directory of a server that was killed, as its pid file names it. The unprivileged user can write
 * that file, and we may be root: hence nothing but a directory of our naming, owned by that user, and never recursively.
 */
export async function removeAbandonedSocketDirectory(directory: string, user: SystemUser | undefined): Promise<void> {
  if (!/^latchkey-[A-Za-z0-9]{6}$/.test(path.basename(directory))) return;
  if (![tmpdir(), '/tmp', '/run'].includes(path.dirname(directory))) return;
  const entry = await lstat(directory).catch(absent);
  if (entry?.isDirectory() && entry.uid === (user?.uid ?? process.getuid?.())) await removeTemporary(directory);
}

async function removeTemporary(directory: string): Promise<void> {
  await removeSocket(directory);
  await rmdir(directory).catch(absent);
}

async function removeSocket(directory: string): Promise<void> {
  const real = await realpath(directory).catch(absent);
  if (real === undefined) return;
  for (const name of [SOCKET_NAME, `${SOCKET_NAME}.lock`]) await rm(path.join(real, name), { force: true });
}

function absent(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error;
}
