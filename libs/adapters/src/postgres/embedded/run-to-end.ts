import { spawn, type SpawnOptions } from 'node:child_process';
import { errorCode } from './errors.js';
import type { SystemUser } from './system-user.js';

export interface Outcome {
  readonly code: number | null;
  /** stdout and stderr in the order of arrival. */
  readonly output: string;
}

/**
 * What every Postgres program is spawned with. Nothing of our own environment reaches it: that holds secrets, and a
 * stray PGDATA or PGPORT. The root directory as cwd, since ours may be one that the user cannot enter. A process group
 * of its own, so that Ctrl-C in the terminal reaches only us, and the database outlives the requests in flight.
 */
export function spawnOptions(user: SystemUser | undefined, environment: NodeJS.ProcessEnv = {}): SpawnOptions {
  const windows = process.platform === 'win32';
  const { PATH, SystemRoot, TEMP } = process.env;
  return {
    cwd: windows ? undefined : '/',
    detached: !windows,
    windowsHide: true,
    env: { PATH, LC_ALL: 'C', TZ: 'UTC', ...(windows && { SystemRoot, TEMP }), ...environment },
    // `| 0`: macOS gives nobody the uid -2, which id(1) prints unsigned and spawn takes signed.
    ...(user && { uid: user.uid | 0, gid: user.gid | 0 }),
  };
}

/** Runs a program to its end. Rejects when it cannot be started, or with the abort reason after killing its group. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: {
    user?: SystemUser | undefined;
    input?: string;
    environment?: NodeJS.ProcessEnv;
    signal?: AbortSignal | undefined;
  },
): Promise<Outcome> {
  options.signal?.throwIfAborted();
  const child = spawn(command, args, { ...spawnOptions(options.user, options.environment), stdio: 'pipe' });
  const abort = () => killGroup(child.pid);
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      let output = '';
      const collect = (chunk: Buffer) => (output += chunk.toString());
      child.once('error', reject).once('close', (code) => resolve({ code, output }));
      child.stdout?.on('data', collect);
      child.stderr?.on('data', collect);
      child.stdin?.on('error', () => undefined); // It ended without reading; its exit code says why.
      child.stdin?.end(options.input ?? '');
    });
    options.signal?.throwIfAborted();
    return outcome;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

/** The whole group, because initdb runs servers of its own. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error; // It ended by itself meanwhile.
  }
}
