import { randomBytes } from 'node:crypto';
import {
  chmod,
  constants,
  copyFile,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './errors.js';
import { makeReadableDirectory } from './owned-files.js';
import { isAlive } from './processes.js';
import { restoreLibraryLinks } from './shared-library-links.js';

/**
 * Copies the programs below `cacheDirectory`, once a version, and returns the copy's `native` directory. It appears
 * complete or not at all (a rename), so simultaneous starts may all copy: the first wins, the others use its copy.
 */
export async function copyBinaries(native: string, cacheDirectory: string): Promise<string> {
  const copy = path.join(
    cacheDirectory,
    `postgres-${await packageVersion(native)}-${process.platform}-${process.arch}`,
  );
  const result = path.join(copy, 'native');
  if (await isDirectory(result)) return result;

  await makeReadableDirectory(cacheDirectory);
  await removeAbandoned(cacheDirectory);
  const temporary = path.join(cacheDirectory, `.copy-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(temporary);
    await copyTree(native, path.join(temporary, 'native'));
    await restoreLibraryLinks(path.join(temporary, 'native'));
    await copyProgramFile(path.join(native, '..', 'package.json'), path.join(temporary, 'package.json'));
    await chmod(temporary, 0o755);
    await renameUnlessPresent(temporary, copy);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return result;
}

async function packageVersion(native: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

async function isDirectory(directory: string): Promise<boolean> {
  return stat(directory).then(
    (entry) => entry.isDirectory(),
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Copies of starts that were killed; 50 MB each. */
async function removeAbandoned(cacheDirectory: string): Promise<void> {
  for (const name of await readdir(cacheDirectory)) {
    const pid = /^\.copy-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !(await isAlive(Number(pid)))) {
      await rm(path.join(cacheDirectory, name), { recursive: true, force: true });
    }
  }
}

/** With modes of our own: the source's may be as private as the umask of whoever installed it. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isDirectory()) await copyTree(source, target);
    else if (!entry.name.endsWith('.a')) await copyProgramFile(source, target); // Static libraries are for compilers.
  }
  await chmod(to, 0o755);
}

async function copyProgramFile(source: string, target: string): Promise<void> {
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  const executable = ((await stat(source)).mode & 0o111) !== 0 || path.basename(path.dirname(source)) === 'bin';
  await chmod(target, executable ? 0o755 : 0o644);
}

async function renameUnlessPresent(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(String(errorCode(error)))) throw error;
  }
}
