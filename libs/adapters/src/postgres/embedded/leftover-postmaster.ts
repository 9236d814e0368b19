import { EmbeddedPostgresStartError } from './errors.js';
import type { EmbeddedPostgresLog } from './events.js';
import { until } from './patience.js';
import { readPostmasterPid, type PostmasterPid } from './postmaster-pid.js';
import { isAlive, isPostgresOf } from './processes.js';

const FAST_SHUTDOWN_MS = 10_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/**
 * Stops the server that a killed process has left behind. Called by the holder of the DATA_DIR lock only, so nobody
 * looks after that server any more. It is stopped rather than adopted: as our own child we learn of its end at once.
 * Returns what its pid file said, if there was one. Throws `EmbeddedPostgresStartError` when it does not end.
 */
export async function stopLeftoverPostmaster(
  clusterDirectory: string,
  log: EmbeddedPostgresLog,
  signal?: AbortSignal,
): Promise<PostmasterPid | undefined> {
  const leftover = await readPostmasterPid(clusterDirectory);
  if (leftover === undefined || !(await isPostgresOf(leftover.pid, clusterDirectory))) return leftover;

  log({ level: 'warn', message: `stopping the Postgres server ${leftover.pid}, left behind by a killed process` });
  const steps = [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const;
  for (const [kill, timeoutMs] of steps) {
    // Looked at again before each signal, since the pid may have passed to another process meanwhile.
    if (await isPostgresOf(leftover.pid, clusterDirectory)) process.kill(leftover.pid, kill);
    if (await until(async () => !(await isAlive(leftover.pid)), { timeoutMs, signal })) return leftover;
    log({ level: 'warn', message: `Postgres server ${leftover.pid} has not ended ${timeoutMs} ms after ${kill}` });
  }
  throw new EmbeddedPostgresStartError(`server ${leftover.pid} still runs on ${clusterDirectory} and does not end`);
}
