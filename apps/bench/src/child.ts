import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** What the pattern caught in its output. */
  readonly caught: string;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

/** A program beside this one, once it has written what the pattern looks for. Rejects where it ends before. */
export function start(program: string, pattern: RegExp, environment: Readonly<Record<string, string>>): Promise<Child> {
  const { PATH = '', TMPDIR } = process.env;
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url))], {
    env: { PATH, ...(TMPDIR && { TMPDIR }), NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return new Promise((resolve, reject) => {
    let output = '';
    const look = (text: string): void => {
      output += text;
      const [, caught] = pattern.exec(output) ?? [];
      if (caught !== undefined) resolve({ pid: pidOf(child), caught, stop });
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', look);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`${program} ended before it was ready:\n${output}`)));
  });
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('A process that runs has a pid.');
  return pid;
}
