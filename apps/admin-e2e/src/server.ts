import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../api/dist/main.js');
const START_PATIENCE_MS = 60_000;

export type Environment = Readonly<Record<string, string>>;

/** The built server with a database of its own, as a person would start it. */
export class Server {
  private child: ChildProcess | null = null;
  private output = '';

  private constructor(
    private readonly directory: string,
    private readonly environment: Environment,
    /** `0` until the first start has found a free one; a restart comes back on the same. */
    private port = 0,
  ) {}

  static async start(environment: Environment = {}): Promise<Server> {
    if (!existsSync(MAIN)) throw new Error('The server is not built: npx nx run-many -t build');
    const directory = await mkdtemp(path.join(tmpdir(), 'lk-admin-'));
    // As root the database runs as somebody else, who has to get in.
    await chmod(directory, 0o755);
    const server = new Server(directory, environment);
    try {
      await server.boot();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** The same server under a name that browsers do not take for their own machine. */
  get insecureUrl(): string {
    return `http://latchkey.test:${this.port}`;
  }

  /** As it is printed for the person at the terminal, once the server has nothing more to prepare. */
  setupLink(): Promise<string> {
    if (this.child === null) throw new Error('The server does not run.');
    return this.printed(this.child, 0, /(https?:\/\/\S+\/setup#token=\S+)\n/);
  }

  /** Everything that it has written. */
  get log(): string {
    return this.output;
  }

  async kill9(): Promise<void> {
    await this.end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.boot();
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await rm(this.directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  private async boot(): Promise<void> {
    const { PATH = '', TMPDIR } = process.env;
    const child = spawn(process.execPath, [MAIN], {
      // Nothing of the surroundings but these: a DATABASE_URL that is set for something else must not count here.
      env: {
        PATH,
        ...(TMPDIR && { TMPDIR }),
        DATA_DIR: path.join(this.directory, 'data'),
        HOST: '127.0.0.1',
        PORT: String(this.port),
        LOG_LEVEL: 'warn',
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const begin = this.output.length;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.port = Number(await this.printed(child, begin, /Dashboard\s+https?:\/\/[^\s:]+:(\d+)/));
    await this.becomeReady(child);
  }

  private async becomeReady(child: ChildProcess): Promise<void> {
    const answer = await fetch(`${this.url}/health/ready`).catch((cause: unknown) => {
      throw new Error(`The server cannot be reached:\n${this.output}`, { cause });
    });
    if (!answer.ok) throw new Error(`The server says it is ready, and /health/ready answers ${answer.status}.`);
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.output}`);
  }

  private printed(child: ChildProcess, begin: number, pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why}:\n${this.output.slice(begin)}`));
      const patience = setTimeout(() => fail('The server did not get ready'), START_PATIENCE_MS);
      const look = () => {
        const found = pattern.exec(this.output.slice(begin))?.[1];
        if (found === undefined) return;
        clearTimeout(patience);
        resolve(found);
      };
      child.stdout?.on('data', look);
      look();
      child.once('exit', (code) => fail(`The server ended with ${code}`));
    });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
