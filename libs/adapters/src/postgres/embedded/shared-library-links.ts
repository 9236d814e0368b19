import { lchown, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './errors.js';
import { runningAsRoot } from './system-user.js';

interface LibraryLink {
  /** Both relative to the package's directory, both in the same folder. */
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages cannot hold symbolic links; the platform package's install script makes those of its shared libraries
 * (`libicuuc.so.60`, …), and npm does not run it by default. Makes the missing ones. Returns false when one is missing
 * and the directory is not writable.
 */
export async function restoreLibraryLinks(native: string): Promise<boolean> {
  for (const link of await readLinks(native)) {
    const file = path.join(native, '..', link.target);
    if (await exists(file)) continue;
    try {
      await createLink(path.basename(link.source), file);
    } catch (error) {
      if (['EACCES', 'EPERM', 'EROFS'].includes(String(errorCode(error)))) return false;
      throw error;
    }
  }
  return true;
}

async function readLinks(native: string): Promise<LibraryLink[]> {
  try {
    return JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8')) as LibraryLink[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []; // Windows has none.
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

async function createLink(source: string, file: string): Promise<void> {
  try {
    await symlink(source, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error; // EEXIST: another start was faster.
  }
  // As root in a checkout of somebody else: leave nothing behind that its owner would stumble over.
  if (!runningAsRoot()) return;
  const directory = await stat(path.dirname(file));
  await lchown(file, directory.uid, directory.gid);
}
