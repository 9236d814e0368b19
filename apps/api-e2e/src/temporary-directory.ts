import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killNow, postmasterOf } from './processes.js';

const made = new Set<string>();

/**
 * A directory that goes with the spec file. Short, because a socket's path may not be long; and one that all may enter,
 * because as root the database runs as somebody else, and would be placed outside it.
 */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'lk-e2e-'));
  made.add(directory);
  await chmod(directory, 0o755);
  return directory;
}

/** Also ends a database that somebody's violent death has left running in one. */
export async function removeTemporaryDirectories(): Promise<void> {
  for (const directory of made) {
    const orphan = await postmasterOf(path.join(directory, 'data'));
    if (orphan !== null) await killNow(orphan);
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    made.delete(directory);
  }
}
