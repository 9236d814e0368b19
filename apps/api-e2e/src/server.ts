import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Http } from './http.js';
import { SecretLedger } from './secret-ledger.js';
import { postmasterOf, killNow } from './processes.js';
import { temporaryDirectory } from './temporary-directory.js';

const MAIN = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../api/dist/main.js');

export type Environment = Readonly<Record<string, string>>;

export const OPERATOR = { email: 'operator@example.com', password: 'a long enough password' } as const;

/** The first account without a person at a browser. */
export const WITH_OPERATOR: Environment = {
  LATCHKEY_OPERATOR_EMAIL: OPERATOR.email,
  LATCHKEY_OPERATOR_PASSWORD: OPERATOR.password,
};

const START_PATIENCE_MS = 40_000;
const living = new Set<ServerProcess>();
/** Of this spec file, whether or not they still run. */
export const startedServers = new Set<ServerProcess>();

/** The built server as a child process, whether or not it comes to serve anything. */
export class ServerProcess {
  private readonly child: ChildProcess;
  private readonly watchers = new Set<() => void>();
  /** Everything that it has written, both streams in the order of arrival. */
  output = '';
  /** `undefined` while it runs; `null` where a signal ended it. */
  exitCode: number | null | undefined;
  readonly exited: Promise<number | null>;

  constructor(environment: Environment) {
    if (!existsSync(MAIN)) throw new Error('The server is not built: npx nx build @latchkey/api');
    const { PATH = '', TMPDIR } = process.env;
    this.child = spawn(process.execPath, [MAIN], {
      // Nothing of the surroundings but these: a DATABASE_URL that is set for something else must not count here.
      env: { PATH, ...(TMPDIR && { TMPDIR }), HOST: '127.0.0.1', PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.note(text));
    }
    living.add(this);
    startedServers.add(this);
    this.exited = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code) => {
        living.delete(this);
        this.exitCode = code;
        this.note('');
        resolve(code);
      });
    });
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('The server could not be started.');
    return this.child.pid;
  }

  /** The first match in what it writes. Rejects where it ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
        end();
      };
      const fail = (why: string): void =>
        settle(() => reject(new Error(`${why} ${pattern}. It wrote:\n${this.output}`)));
      const look = (): void => {
        const match = pattern.exec(this.output);
        if (match !== null) settle(() => resolve(match));
        else if (this.exitCode !== undefined) fail('The server ended without');
      };
      const timer = setTimeout(() => fail('The server did not come to write'), START_PATIENCE_MS);
      this.watchers.add(look);
      look();
    });
  }

  /** The exit code, once it has ended in its own time. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }

  async kill9(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private note(text: string): void {
    this.output += text;
    for (const watcher of [...this.watchers]) watcher();
  }
}

/** A server that is ready to serve. */
export class Server {
  readonly secrets: SecretLedger;
  readonly http: Http;

  private constructor(
    readonly process: ServerProcess,
    readonly dataDir: string,
    private readonly environment: Environment,
    readonly port: number,
    secrets: SecretLedger,
  ) {
    this.secrets = secrets;
    this.secrets.watch(process);
    this.http = new Http({ port, onAnswer: (answer) => secrets.learnFrom(answer) });
  }

  /** On a data directory of its own, in which a server has been before, and nobody else. */
  static async start(environment: Environment = {}): Promise<Server> {
    const dataDir = path.join(await temporaryDirectory(), 'data');
    if (environment['DATABASE_URL'] === undefined) await copyBlankTo(dataDir);
    return Server.startOn(dataDir, environment, new SecretLedger());
  }

  /** On a data directory that is still to be made. */
  static async startFirst(environment: Environment = {}): Promise<Server> {
    return Server.startOn(path.join(await temporaryDirectory(), 'data'), environment, new SecretLedger());
  }

  /** Again on what the one before left behind. Whatever was secret stays secret. */
  restart(environment: Environment = this.environment): Promise<Server> {
    return Server.startOn(this.dataDir, environment, this.secrets);
  }

  private static async startOn(dataDir: string, environment: Environment, secrets: SecretLedger): Promise<Server> {
    // All that it could ever write, so that what must not be written is looked for in all of it.
    const process = new ServerProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'trace', ...environment });
    const [, printed] = await process.waitFor(/Latchkey is ready\.\n {2}Dashboard {2}https?:\/\/[^:\n]+(?::(\d+))?\n/);
    return new Server(process, dataDir, environment, Number(environment['PORT'] ?? printed), secrets);
  }

  stop(signal?: NodeJS.Signals): Promise<number | null> {
    return this.process.stop(signal);
  }

  /** The process alone: its database is orphaned, and the next start has to deal with it. */
  kill9(): Promise<void> {
    return this.process.kill9();
  }

  /** The process and its database at one stroke, as a lost machine takes them. */
  async kill9WithDatabase(): Promise<void> {
    const postmaster = await this.postmaster();
    process.kill(postmaster, 'SIGKILL');
    await this.process.kill9();
    await killNow(postmaster);
  }

  async postmaster(): Promise<number> {
    const pid = await postmasterOf(this.dataDir);
    if (pid === null) throw new Error('The server has no database that runs.');
    return pid;
  }
}

/** With `cp`, because Node's own forgets whose the files are. Half of the journal is nothing but zeroes. */
async function copyBlankTo(dataDir: string): Promise<void> {
  const blank = process.env['LATCHKEY_E2E_BLANK'];
  if (blank === undefined) throw new Error('The run was begun without its global set-up.');
  const sparsely = process.platform === 'linux' ? ['--sparse=always'] : [];
  await promisify(execFile)('cp', ['-a', ...sparsely, blank, dataDir]);
}

/** What is still running when a spec file ends, for whatever reason. */
export async function endServers(): Promise<void> {
  await Promise.all([...living].map((server) => server.kill9()));
}
