import { randomBytes } from 'node:crypto';
import { chmod, lchown, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresStartError, errorCode } from './errors.js';
import { runToEnd } from './run-to-end.js';
import type { SystemUser } from './system-user.js';

/*
 * As root we write into a directory that belongs to an unprivileged user, who may have put a link where we expect a
 * file. So files are created exclusively, under a new name, and renamed into place: a link is replaced, not followed.
 */

/** Writes a file that only `user` (and root) can read; it appears complete, also after a power cut. */
export async function writePrivateFile(file: string, content: string, user: SystemUser | undefined): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    if (user) await handle.chown(user.uid, user.gid);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncDirectory(path.dirname(file));
}

/** Creates a directory that only `user` (and root) can enter, or checks that the one in its place is such. */
export async function makePrivateDirectory(directory: string, user: SystemUser | undefined): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const entry = await lstat(directory);
  const self = process.getuid?.() ?? entry.uid;
  const owners = [self, user?.uid ?? self]; // Ours still, when a former start was killed before it handed it over.
  const isOpen = process.platform !== 'win32' && (entry.mode & 0o077) !== 0;
  if (!entry.isDirectory() || !owners.includes(entry.uid) || isOpen) {
    throw new EmbeddedPostgresStartError(`${directory} is not a private directory of the database's user: remove it`);
  }
  if (user) await lchown(directory, user.uid, user.gid);
}

/** Creates a directory that everybody may enter and read, whatever our umask, parents included. */
export async function makeReadableDirectory(directory: string): Promise<void> {
  const first = await mkdir(directory, { recursive: true });
  if (first === undefined) return;
  for (let made = directory; made.length >= first.length; made = path.dirname(made)) await chmod(made, 0o755);
}

/**
 * Removes a directory of `user`, as that user: a recursive removal by root could be lured elsewhere with links.
 * Retries, because an initdb whose parent was killed may still be writing for a moment.
 */
export async function removeTree(directory: string, user: SystemUser | undefined): Promise<void> {
  if (user === undefined) return rm(directory, { recursive: true, force: true, maxRetries: 10 });
  const { code, output } = await runToEnd('/bin/sh', ['-c', 'rm -rf -- "$0" || rm -rf -- "$0"', directory], { user });
  if (code !== 0) throw new Error(output.trim());
}

/** Makes a rename durable. Windows cannot open directories, and needs no such thing. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
