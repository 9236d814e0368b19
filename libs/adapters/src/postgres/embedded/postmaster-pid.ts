import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './errors.js';

/** What a running server says of itself in its data directory. */
export interface PostmasterPid {
  readonly pid: number;
  readonly port: number;
  readonly socketDirectory: string;
  readonly ready: boolean;
}

/** Reads `postmaster.pid`; undefined when there is none, or none with a number in it. */
export async function readPostmasterPid(clusterDirectory: string): Promise<PostmasterPid | undefined> {
  const content = await readFile(path.join(clusterDirectory, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  const lines = content.split('\n').map((line) => line.trim());
  const pid = Math.abs(Number(lines[0])); // Negative: a single-user server, such as we run to make the database.
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return { pid, port: Number(lines[3]), socketDirectory: lines[4] ?? '', ready: lines[7] === 'ready' };
}
