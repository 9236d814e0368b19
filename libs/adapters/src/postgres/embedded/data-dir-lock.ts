import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { DataDirInUseError, errorCode } from './errors.js';
import type { EmbeddedPostgresLog } from './events.js';
import { until } from './patience.js';
import { isAlive, pidScope, processStart } from './processes.js';

/** Written into the lock file, so that the next start can tell a live holder from a dead one and name it. */
interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly start: string | null;
  readonly scope: string;
  readonly since: string;
}

export interface DataDirLock {
  /** Gives the directory free. Leaves the file alone when it is no longer ours. */
  release(): Promise<void>;
}

const HEARTBEAT_MS = 1_000;
/** Several beats, so that a busy holder is not taken for a dead one. */
const HEARTBEAT_WATCH_MS = 5_000;

/**
 * Takes DATA_DIR for this process, or throws `DataDirInUseError`. Postgres guards its own cluster, but not the time
 * before it runs (initdb, stopping a leftover), and it cannot tell a server that is looked after from an orphan.
 *
 * The lock is a file that appears with its content by link(2), which never replaces. A dead holder's file is replaced
 * only under a guard: a second lock of the same kind, named after the dead holder's token. So of any number of
 * simultaneous starts exactly one replaces it, also when one of them is killed half-way.
 */
export async function lockDataDir(
  dataDir: string,
  log: EmbeddedPostgresLog,
  watchMs = HEARTBEAT_WATCH_MS,
): Promise<DataDirLock> {
  const lockFile = path.join(dataDir, 'latchkey.lock');
  const holder = await describeSelf();
  const prepared = path.join(dataDir, `.latchkey.lock-${holder.token}`);
  await writeDurably(prepared, JSON.stringify(holder));
  try {
    await claim(lockFile, { prepared, dataDir, log, watchMs });
  } finally {
    await rm(prepared, { force: true });
  }
  return holdLock(lockFile, holder.token, log);
}

async function describeSelf(): Promise<Holder> {
  return {
    token: randomBytes(8).toString('hex'),
    pid: process.pid,
    start: (await processStart(process.pid)) ?? null,
    scope: await pidScope(),
    since: new Date().toISOString(),
  };
}

/** Flushed before it is linked: after a power cut a lock must not be found empty. */
async function writeDurably(file: string, content: string): Promise<void> {
  const handle = await open(file, 'wx', 0o644);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface Claim {
  /** Our record, ready to be linked to the lock's name. */
  readonly prepared: string;
  readonly dataDir: string;
  readonly log: EmbeddedPostgresLog;
  readonly watchMs: number;
}

async function claim(lockFile: string, ours: Claim): Promise<void> {
  const { prepared, dataDir, log } = ours;
  while (!(await linkExclusively(prepared, lockFile))) {
    const holder = await readHolder(lockFile);
    if (holder === undefined) continue; // Released between the two calls.
    if (await holds(holder, lockFile, ours)) throw new DataDirInUseError(dataDir, holder.pid, new Date(holder.since));

    const guard = `${lockFile}.${holder.token}`;
    await claim(guard, ours);
    if ((await readHolder(lockFile))?.token === holder.token) {
      log({ level: 'warn', message: `taking over DATA_DIR ${dataDir} from process ${holder.pid}, which has ended` });
      return rename(guard, lockFile); // One step: the guard is gone when the lock is ours.
    }
    await rm(guard, { force: true }); // Somebody finished the same takeover before us: look again.
  }
}

async function linkExclusively(existing: string, name: string): Promise<boolean> {
  try {
    await link(existing, name);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(lockFile: string): Promise<Holder | undefined> {
  const content = await readFile(lockFile, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  return content === undefined ? undefined : parseHolder(content);
}

/** A file that is not a lock record was damaged with the machine: its holder cannot be alive. */
function parseHolder(content: string): Holder {
  const nobody = { token: 'damaged', pid: 0, start: null, scope: '', since: new Date(0).toISOString() };
  try {
    const record = JSON.parse(content) as Partial<Holder> | null;
    const complete = typeof record?.token === 'string' && /^[0-9a-f]+$/.test(record.token) && Number(record.pid) > 0;
    return complete ? { ...nobody, ...record } : nobody;
  } catch {
    return nobody;
  }
}

async function holds(holder: Holder, lockFile: string, ours: Claim): Promise<boolean> {
  if (holder.pid === 0) return false;
  if (holder.scope !== (await pidScope())) return beats(holder, lockFile, ours);
  if (!(await isAlive(holder.pid))) return false;
  const start = await processStart(holder.pid);
  return holder.start === null || start === undefined || holder.start === start;
}

/**
 * A holder in another container, or before a reboot: its pid says nothing here. A live one touches the file every
 * second, so its modification time changes while we watch; no two clocks are compared.
 */
async function beats(holder: Holder, lockFile: string, { log, watchMs }: Claim): Promise<boolean> {
  log({
    level: 'info',
    message: `DATA_DIR was locked elsewhere (process ${holder.pid}): watching ${watchMs} ms for a sign of life`,
  });
  const touchedAt = async () => (await stat(lockFile).catch(() => undefined))?.mtimeMs;
  const first = await touchedAt();
  await until(async () => (await touchedAt()) !== first, { timeoutMs: watchMs, everyMs: 100 });
  const last = await touchedAt();
  return last !== undefined && last !== first; // Undefined: released while we watched.
}

function holdLock(lockFile: string, token: string, log: EmbeddedPostgresLog): DataDirLock {
  let released = false;
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(lockFile, now, now).catch((error: unknown) => {
      if (released) return;
      clearInterval(heartbeat);
      log({ level: 'error', message: `the lock of DATA_DIR is gone: ${String(error)}` });
    });
  }, HEARTBEAT_MS).unref();
  return {
    async release() {
      released = true;
      clearInterval(heartbeat);
      if ((await readHolder(lockFile))?.token === token) await rm(lockFile);
    },
  };
}
