import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from './until.js';

const errorCodeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** A zombie has ended, whether or not somebody has reaped it. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCodeOf(error) === 'ESRCH') return false;
    if (errorCodeOf(error) !== 'EPERM') throw error;
  }
  if (process.platform !== 'linux') return true;
  const stat = await readUnlessGone(`/proc/${pid}/stat`);
  return stat !== null && stat.slice(stat.lastIndexOf(')') + 2).charAt(0) !== 'Z';
}

/** Ends it at once, and waits until it is gone. One that has ended already is as good. */
export async function killNow(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (errorCodeOf(error) !== 'ESRCH') throw error;
  }
  await until(`process ${pid} is gone`, async () => !(await isRunning(pid)));
}

/** The postmaster of a data directory that runs now; `null` where there is none. */
export async function postmasterOf(dataDir: string): Promise<number | null> {
  const file = await readUnlessGone(path.join(dataDir, 'postgres', 'postmaster.pid'));
  const pid = Number(file?.split('\n')[0]);
  return pid > 0 && (await isRunning(pid)) ? pid : null;
}

export async function readUnlessGone(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errorCodeOf(error) ?? '')) return null;
    throw error;
  }
}
