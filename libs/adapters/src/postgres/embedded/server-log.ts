import { open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './errors.js';
import type { EmbeddedPostgresLog } from './events.js';

const BYTES_MAX = 8 * 1024 * 1024;
const BYTES_KEPT = 1024 * 1024;
const CHECK_EVERY_MS = 60_000;
const TAIL_BYTES = 8 * 1024;
const TAIL_LINES = 12;

/** `postgres.log`: what the server itself writes. It gets a new file at every start and keeps the one before. */
export interface ServerLog {
  readonly path: string;
  /** The descriptor to spawn the server with. A file and no pipe, so that a slow or killed parent never blocks it. */
  readonly fd: number;
  /** From now on `tail` shows only what is yet to be written. */
  mark(): Promise<void>;
  /** The last lines since the mark. */
  tail(): Promise<string>;
  close(): Promise<void>;
}

export async function openServerLog(home: string, log: EmbeddedPostgresLog): Promise<ServerLog> {
  const file = path.join(home, 'postgres.log');
  const previous = `${file}.1`;
  await rename(file, previous).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
  // Exclusive, so that no link is followed; appending, so that the server writes on from the start when it is cut.
  const handle = await open(file, 'ax+', 0o600);
  let markedAt = 0;
  const timer = setInterval(() => {
    keepSmall(handle, previous)
      .then((cut) => (markedAt = cut ? 0 : markedAt))
      .catch((error: unknown) => log({ level: 'error', message: `cannot cut ${file}: ${String(error)}` }));
  }, CHECK_EVERY_MS).unref();
  return {
    path: file,
    fd: handle.fd,
    mark: async () => void (markedAt = (await handle.stat()).size),
    tail: () => readTail(handle, markedAt),
    close: () => (clearInterval(timer), handle.close()),
  };
}

/** Cuts a log that has grown too long while the server runs, and keeps its end as the previous one. */
export async function keepSmall(handle: FileHandle, previous: string, bytesMax = BYTES_MAX): Promise<boolean> {
  const { size } = await handle.stat();
  if (size <= bytesMax) return false;
  const end = await readFrom(handle, Math.max(0, size - BYTES_KEPT), size);
  await handle.truncate(0);
  await rm(previous, { force: true });
  await writeFile(previous, end, { flag: 'wx', mode: 0o600 });
  return true;
}

async function readTail(handle: FileHandle, from: number): Promise<string> {
  const { size } = await handle.stat();
  const text = await readFrom(handle, Math.max(from, size - TAIL_BYTES), size);
  return text.toString().trim().split('\n').slice(-TAIL_LINES).join('\n');
}

async function readFrom(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, to - from));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}
