import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Names under `localhost` are this machine, as browsers and curl have it, whatever the resolver says. */
const PRELOAD = `import dns from 'node:dns';
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest);`;

/** What a shell makes of a command, as somebody would paste it. */
export const inShell = async (command: string): Promise<string> => (await run('sh', ['-c', command])).stdout;

/** What a program prints that somebody has saved and run. @throws Error when it fails */
export async function inNode(program: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const saved = await Saved.as('first-call.mjs', program);
  try {
    return (await run(process.execPath, [saved.file], { env: saved.environment(environment) })).stdout;
  } finally {
    await saved.remove();
  }
}

/** A program that goes on until it is stopped. */
export class Running {
  private output = '';

  private constructor(
    private readonly saved: Saved,
    private readonly child: ChildProcess,
  ) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
  }

  static async start(program: string, environment: Readonly<Record<string, string>>): Promise<Running> {
    const saved = await Saved.as('webhook.mjs', program);
    return new Running(saved, spawn(process.execPath, [saved.file], { env: saved.environment(environment) }));
  }

  get printed(): string {
    return this.output;
  }

  async stop(): Promise<void> {
    this.child.kill();
    await this.saved.remove();
  }
}

class Saved {
  private constructor(
    private readonly directory: string,
    readonly file: string,
  ) {}

  static async as(name: string, program: string): Promise<Saved> {
    const directory = await mkdtemp(path.join(tmpdir(), 'lk-example-'));
    const file = path.join(directory, name);
    await writeFile(file, program);
    return new Saved(directory, file);
  }

  environment(more: Readonly<Record<string, string>>): Record<string, string> {
    const { PATH = '' } = process.env;
    return { PATH, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(PRELOAD)}`, ...more };
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
