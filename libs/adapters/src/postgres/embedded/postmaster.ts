import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresStartError, errorCode } from './errors.js';
import type { EmbeddedPostgresLog } from './events.js';
import { until } from './patience.js';
import { readPostmasterPid } from './postmaster-pid.js';
import { spawnOptions } from './run-to-end.js';
import type { ServerLog } from './server-log.js';
import { serverArguments, type Listening } from './server-settings.js';
import type { SystemUser } from './system-user.js';

export interface PostmasterRequest {
  readonly program: string;
  readonly clusterDirectory: string;
  readonly listening: Listening;
  readonly user: SystemUser | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly serverLog: ServerLog;
  readonly log: EmbeddedPostgresLog;
  readonly signal: AbortSignal;
}

/** A running server that accepts connections, and is our child. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves, with how it ended, when it has ended. Never rejects. */
  readonly ended: Promise<string>;
  /** Ends it and resolves when it has ended: rolls back what is under way, and writes everything to the disk. */
  shutDown(): Promise<void>;
  /** For the moment when our own process ends without warning: asks it to end, waits for nothing. */
  abandon(): void;
}

const READY_WITHIN_MS = 120_000; // Recovery after a crash replays at most max_wal_size.
const MEMORY_CLEARS_WITHIN_MS = 30_000;
const PROGRESS_EVERY_MS = 5_000;
/**
 * It usually takes 10 ms. Short, since containers have ten seconds to stop, and since Postgres 18 hangs now and then when
 * it is asked while it recovers from the crash of one of its processes; what follows costs only a recovery.
 */
const FAST_SHUTDOWN_MS = 5_000;
/** More than the 5 s after which Postgres itself kills processes of its own that do not end. */
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/**
 * Starts the server. After a crash the processes of the one before may need a moment to notice, and hold its shared
 * memory until then: that is waited for. Throws `EmbeddedPostgresStartError`, or the abort reason of `signal`.
 */
export async function startPostmaster(request: PostmasterRequest): Promise<Postmaster> {
  const startedAt = performance.now();
  let announceAt = startedAt;
  for (;;) {
    try {
      return await attemptStart(request);
    } catch (error) {
      if (!isOldServersMemory(error) || performance.now() - startedAt > MEMORY_CLEARS_WITHIN_MS) throw error;
    }
    if (performance.now() >= announceAt) {
      request.log({ level: 'info', message: 'waiting for the processes of the former Postgres server to end' });
      announceAt = performance.now() + PROGRESS_EVERY_MS;
    }
    await delay(250, undefined, { signal: request.signal });
  }
}

const isOldServersMemory = (error: unknown) =>
  error instanceof EmbeddedPostgresStartError &&
  /pre-existing shared memory block|lock file ".*" already exists/.test(error.serverOutput);

async function attemptStart(request: PostmasterRequest): Promise<Postmaster> {
  await request.serverLog.mark();
  const postmaster = await spawnPostmaster(request);
  try {
    await ready(postmaster, request);
    return postmaster;
  } catch (error) {
    await postmaster.shutDown();
    throw error;
  }
}

async function spawnPostmaster(request: PostmasterRequest): Promise<Postmaster> {
  const { program, clusterDirectory, listening, user, environment, serverLog, log } = request;
  const child = spawn(program, serverArguments(clusterDirectory, listening), {
    ...spawnOptions(user, environment),
    stdio: ['ignore', serverLog.fd, serverLog.fd],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.on('error', (error) => log({ level: 'error', message: `Postgres server: ${error.message}` }));
  const pid = child.pid as number; // Known once it has been spawned.
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    ended,
    shutDown: () => shutDown((signal) => child.kill(signal), ended, running, log),
    abandon: () => void (running() && child.kill('SIGINT')),
  };
}

/** The server says in its pid file when it is ready, which is also what pg_ctl waits for. */
async function ready(postmaster: Postmaster, request: PostmasterRequest): Promise<void> {
  let end: string | undefined;
  void postmaster.ended.then((how) => (end = how));
  const startedAt = performance.now();
  let announceAt = startedAt + PROGRESS_EVERY_MS;
  const settled = async () => {
    if (performance.now() > announceAt) {
      request.log({ level: 'info', message: 'Postgres is still starting (recovering after a crash)' });
      announceAt += PROGRESS_EVERY_MS;
    }
    const file = end === undefined ? await readPostmasterPid(request.clusterDirectory) : undefined;
    return end !== undefined || (file?.pid === postmaster.pid && file.ready);
  };
  const { signal } = request;
  const inTime = await until(settled, { timeoutMs: READY_WITHIN_MS, everyMs: 15, signal });
  if (inTime && end === undefined) return;
  const reason = inTime ? `the server ended with ${end}` : `the server was not ready after ${READY_WITHIN_MS} ms`;
  throw new EmbeddedPostgresStartError(reason, await request.serverLog.tail());
}

/**
 * SIGINT is Postgres's "fast" shutdown: it does not wait for clients to leave. SIGQUIT ends it without a checkpoint
 * (the next start recovers), SIGKILL is the last resort. None of them loses a committed transaction.
 */
async function shutDown(
  kill: (signal: NodeJS.Signals) => boolean,
  ended: Promise<string>,
  running: () => boolean,
  log: EmbeddedPostgresLog,
): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ];
  for (const [signal, timeoutMs] of steps) {
    if (!running()) return;
    kill(signal);
    if (await within(timeoutMs, ended)) return;
    log({ level: 'warn', message: `Postgres has not ended ${timeoutMs} ms after ${signal}` });
  }
  kill('SIGKILL');
  await ended;
}

async function within(timeoutMs: number, promise: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(timeoutMs, false, { signal: timer.signal }).catch((error: unknown) => {
    if (errorCode(error) !== 'ABORT_ERR') throw error;
    return false;
  });
  const inTime = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return inTime;
}
