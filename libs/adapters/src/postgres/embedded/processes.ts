import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from './errors.js';

const execute = promisify(execFile);

/** The fields of `/proc/<pid>/stat` after the command name, which may itself hold spaces and brackets. */
async function procStat(pid: number): Promise<string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(absent);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** A process that ends while it is looked at is simply gone; anything else is a real failure. */
function absent(error: unknown): undefined {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return undefined;
  throw error;
}

/** Whether the process runs. A zombie does not: where nothing reaps orphans it keeps its pid for ever. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false; // EPERM: it exists and belongs to somebody else.
  }
  return process.platform !== 'linux' || (await procStat(pid))?.[0] !== 'Z';
}

/**
 * When the process started, as an opaque text that differs for the next process with the same pid. Pids are reused,
 * in containers on nearly every start; pid and start together are not. Undefined where the system does not tell.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return (await procStat(pid))?.[19];
  return (await describeProcess(pid, 'lstart')) || undefined;
}

/** Where pids mean the same as here: this boot of this machine and, in containers, this one's pid namespace. */
export async function pidScope(): Promise<string> {
  if (process.platform !== 'linux') return hostname();
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${bootId.trim()} ${await readlink('/proc/self/ns/pid')}`;
}

/**
 * Whether `pid` is a Postgres process of this very data directory. Asked before any signal is sent to a pid that was
 * read from a file, since the number may belong to anything by now. When in doubt: no.
 */
export async function isPostgresOf(pid: number, clusterDirectory: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  const cluster = await realpath(clusterDirectory);
  if (process.platform !== 'linux') {
    const command = await describeProcess(pid, 'command');
    return command.includes('postgres') && (command.includes(`-D ${cluster}`) || command.includes(clusterDirectory));
  }
  // Postgres changes into its data directory, and the kernel reports that path even after a rename.
  const workingDirectory = await readlink(`/proc/${pid}/cwd`).catch(absent);
  const executable = await readlink(`/proc/${pid}/exe`).catch(absent);
  return workingDirectory === cluster && basename(executable ?? '').replace(/ \(deleted\)$/, '') === 'postgres';
}

async function describeProcess(pid: number, column: 'lstart' | 'command'): Promise<string> {
  if (process.platform === 'win32') return '';
  try {
    const { stdout } = await execute('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { env: { LC_ALL: 'C' } });
    return stdout.trim();
  } catch (error) {
    if (errorCode(error) === 1) return ''; // ps found no such process.
    throw error;
  }
}
