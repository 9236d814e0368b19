import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { transformFile } from '@swc/core';
import { copyBinaries } from './binaries-copy.js';
import { findPlatformPackage } from './binaries.js';
import { clusterDirectoryOf } from './cluster.js';
import { until } from './patience.js';
import { readPostmasterPid } from './postmaster-pid.js';
import { isAlive, isPostgresOf } from './processes.js';
import { chooseSystemUser, describeOwner, runningAsRoot, type SystemUser } from './system-user.js';

/*
 * The embedded server in processes of its own (server.fixture.mjs), which can be killed, and run as other users.
 */

interface PgClient {
  connect(): Promise<void>;
  query(sql: string): Promise<{ rows: Record<string, unknown>[] }>;
  end(): Promise<void>;
}
const pg = createRequire(import.meta.url)('pg') as { Client: new (config: object) => PgClient };

interface Report {
  event?: { message: string };
  interrupted?: true;
  ready?: { connection: object; dataDirectory: string };
  error?: { name: string; message: string; holderPid?: number };
}

const WITHIN = { timeoutMs: 20_000 };
const KEPT = [{ id: 1 }, { id: 2 }];
const native = findPlatformPackage();
const asRoot = runningAsRoot() ? it : it.skip;
if (!runningAsRoot()) process.stderr.write('not root: skipping what only root can try (dropping to another user)\n');

let template: string;
let root: string;
let dataDir: string;
const fixtures: Fixture[] = [];
const bystanders: ChildProcess[] = [];

beforeAll(async () => {
  template = root = await makeRoot();
  dataDir = path.join(template, 'data');
  await compileInto(path.join(template, 'program'));
  const fixture = run();
  await fixture.query('CREATE TABLE kept AS SELECT 1 AS id');
  await fixture.end();
});
afterAll(() => rm(template, { recursive: true, force: true }));

beforeEach(async () => {
  root = await makeRoot();
  dataDir = path.join(root, 'data');
});
afterEach(async () => {
  for (const fixture of fixtures.splice(0)) await fixture.end();
  for (const bystander of bystanders.splice(0)) bystander.kill('SIGKILL');
  await stopServersBelow(root);
  await rm(root, { recursive: true, force: true });
});

describe('after kill -9 of the process alone', () => {
  it('the next start stops the server that was left behind, and has every committed row', async () => {
    const killed = await runPrepared();
    const orphan = await postmasterPid();
    await killed.kill('SIGKILL');
    expect(await isAlive(orphan)).toBe(true);

    const next = run();
    await next.ready();
    expect(next.logged('left behind by a killed process')).toBe(true);
    expect(await isAlive(orphan)).toBe(false);
    expect(await next.query('SELECT * FROM kept')).toEqual(KEPT);
  });

  it('in the middle of initdb, the next start makes a database and leaves no rubbish', async () => {
    const killed = run();
    const unfinished = async () => (await readdir(dataDir).catch(() => [])).find((name) => name.includes('initdb-'));
    expect(await until(async () => (await unfinished()) !== undefined, { ...WITHIN, everyMs: 1 })).toBe(true);
    await killed.kill('SIGKILL');
    expect(await readdir(dataDir)).not.toContain('postgres');

    const next = run();
    await next.ready();
    expect(await next.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await unfinished()).toBeUndefined();
  });
});

describe('after kill -9 of the process and its server', () => {
  it('the next start recovers, and has every committed row', async () => {
    await killEverything(await runPrepared());
    const next = run();
    await next.ready();
    expect(await next.query('SELECT * FROM kept')).toEqual(KEPT);
  });

  it('a process that has got the pid of the dead server is neither signalled nor in the way', async () => {
    await killEverything(await runPrepared());
    const bystander = await runBystander(await stat(clusterDirectoryOf(dataDir)));
    const file = path.join(clusterDirectoryOf(dataDir), 'postmaster.pid');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(bystander.pid)));

    const next = run();
    await next.ready();
    expect(await next.query('SELECT * FROM kept')).toEqual(KEPT);
    expect(bystander.signalCode ?? bystander.exitCode).toBeNull();
  });

  it('the short socket directory of a long DATA_DIR is removed by the next start', async () => {
    dataDir = path.join(root, ...Array.from({ length: 12 }, () => 'very-long-name'));
    const killed = await runPrepared();
    const { socketDirectory } = (await readPostmasterPid(clusterDirectoryOf(dataDir))) ?? { socketDirectory: '' };
    expect((await stat(socketDirectory)).isDirectory()).toBe(true);
    await killEverything(killed);
    await run().ready();
    await expect(stat(socketDirectory)).rejects.toThrow('ENOENT');
  });
});

describe('while the process runs', () => {
  it('another process on the same DATA_DIR fails at once, names it, and disturbs nothing', async () => {
    const first = await runPrepared();
    const pid = await postmasterPid();
    const second = run();
    expect(await second.error()).toMatchObject({ name: 'DataDirInUseError', holderPid: first.pid });
    expect(await postmasterPid()).toBe(pid);
    expect(await first.query('SELECT * FROM kept')).toEqual(KEPT);
  });

  it('of two processes that start at once exactly one wins', async () => {
    const both = [run(), run()];
    const outcomes = await Promise.all(both.map((fixture) => fixture.outcome()));
    const [winner, loser] = outcomes[0]?.ready ? both : both.reverse();
    expect(outcomes.filter(({ ready }) => ready)).toHaveLength(1);
    expect(await loser?.error()).toMatchObject({ name: 'DataDirInUseError', holderPid: winner?.pid });
    expect(await winner?.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('Ctrl-C in the terminal reaches only the process, not its server', async () => {
    const fixture = await runPrepared();
    const pid = await postmasterPid();
    process.kill(-fixture.pid, 'SIGINT'); // As a terminal does: to the whole foreground group.
    expect(await until(() => fixture.reports.some(({ interrupted }) => interrupted), WITHIN)).toBe(true);
    expect(await fixture.query('SELECT * FROM kept')).toEqual(KEPT);
    expect(await postmasterPid()).toBe(pid);
  });

  it('process.exit() without a stop still ends the server', async () => {
    const fixture = await runPrepared();
    const pid = await postmasterPid();
    await fixture.kill('SIGUSR2');
    expect(await until(async () => !(await isAlive(pid)), WITHIN)).toBe(true);
  });
});

describe('as an ordinary user', () => {
  it('it just works', async () => {
    const user = await ordinaryUser();
    const fixture = run({ user });
    const { dataDirectory } = await fixture.ready();
    expect(dataDirectory).toBe(clusterDirectoryOf(dataDir));
    expect(await fixture.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    if (user) expect((await stat(dataDirectory)).uid).toBe(user.uid);
  });

  it('programs whose library links are missing and may not be made are copied into DATA_DIR', async () => {
    const unlinked = await copyBinaries(native, path.join(root, 'packages'));
    const library = path.join(unlinked, 'lib');
    for (const name of await readdir(library)) {
      const file = path.join(library, name);
      if ((await lstat(file)).isSymbolicLink()) await rm(file);
    }
    await chmod(library, 0o555);
    const fixture = run({ user: await ordinaryUser(), nativeDirectory: unlinked });
    await fixture.ready();
    expect(fixture.logged(`using a copy in ${path.join(dataDir, 'binaries')}`)).toBe(true);
    await chmod(library, 0o755);
  });
});

describe('as root', () => {
  asRoot('the server runs as an unprivileged user, who owns DATA_DIR', async () => {
    const user = await chooseSystemUser();
    await runPrepared();
    expect(user.uid).not.toBe(0);
    expect((await stat(`/proc/${await postmasterPid()}`)).uid).toBe(user.uid);
    expect((await stat(dataDir)).uid).toBe(user.uid);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  asRoot('the owner of an existing cluster runs it', async () => {
    const user = await ordinaryUser();
    const before = run({ user });
    await before.ready();
    await before.end();
    await run().ready();
    expect((await stat(`/proc/${await postmasterPid()}`)).uid).toBe(user?.uid);
  });

  asRoot(
    'programs and data below a directory that the user cannot enter go where it can, and are found again',
    async () => {
      const closed = path.join(root, 'closed');
      await mkdir(closed, { mode: 0o700 });
      const nativeDirectory = await copyBinaries(native, path.join(closed, 'node_modules'));
      dataDir = path.join(closed, 'data');
      const shared = path.join(root, 'shared');

      const first = run({ nativeDirectory });
      const { dataDirectory } = await first.ready();
      expect(dataDirectory.startsWith(path.join(shared, 'data'))).toBe(true);
      expect(first.logged(path.dirname(dataDirectory))).toBe(true);
      expect(first.logged(path.join(shared, 'binaries'))).toBe(true);
      expect((await stat(path.dirname(dataDirectory))).mode & 0o777).toBe(0o700);
      await first.query('CREATE TABLE kept AS SELECT generate_series(1, 2) AS id');
      for (const name of await readdir(shared, { recursive: true })) {
        const entry = await lstat(path.join(shared, name));
        if (!entry.isSymbolicLink() && !entry.isSocket()) expect([name, entry.mode & 0o022]).toEqual([name, 0]);
      }
      await first.end();

      await chmod(closed, 0o755); // Reachable by now: the data is still where it was.
      const second = run({ nativeDirectory });
      expect((await second.ready()).dataDirectory).toBe(dataDirectory);
      expect(await second.query('SELECT * FROM kept')).toEqual(KEPT);
    },
  );

  asRoot('a cluster that root has restored from a copy is handed to the unprivileged user', async () => {
    const before = await runPrepared();
    await before.end();
    for (const name of await readdir(dataDir, { recursive: true })) await chown(path.join(dataDir, name), 0, 0);
    await chown(dataDir, 0, 0);
    const next = run();
    await next.ready();
    expect(await next.query('SELECT * FROM kept')).toEqual(KEPT);
  });
});

async function makeRoot(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'latchkey-killed-'));
  await chmod(directory, 0o755); // When root runs this, other users must get in.
  return directory;
}

/** A server in a process and a process group of its own. */
class Fixture {
  readonly reports: Report[] = [];
  readonly pid: number;
  private readonly closed: Promise<unknown>;

  constructor(private readonly child: ChildProcess) {
    this.pid = child.pid as number;
    const output = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    output.on('line', (line) => this.reports.push(JSON.parse(line) as Report));
    this.closed = once(child, 'close');
  }

  async outcome(): Promise<Report> {
    const outcome = () => this.reports.find(({ ready, error }) => ready ?? error);
    await until(() => outcome() !== undefined || this.child.exitCode !== null, WITHIN);
    return outcome() ?? { error: { name: 'none', message: JSON.stringify(this.reports) } };
  }

  async ready(): Promise<NonNullable<Report['ready']>> {
    const { ready, error } = await this.outcome();
    if (ready) return ready;
    throw new Error(`${error?.name}: ${error?.message}`);
  }

  async error(): Promise<Report['error']> {
    return (await this.outcome()).error;
  }

  logged(text: string): boolean {
    return this.reports.some(({ event }) => event?.message.includes(text));
  }

  async query(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client((await this.ready()).connection);
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.closed;
  }

  end(): Promise<void> {
    return this.kill('SIGTERM');
  }
}

function run(options: { user?: SystemUser | undefined; nativeDirectory?: string } = {}): Fixture {
  const program = path.join(template, 'program');
  const { user, nativeDirectory = native } = options;
  const request = JSON.stringify({ dataDir, nativeDirectory, sharedRoot: path.join(root, 'shared') });
  const args = [path.join(program, 'server.fixture.mjs'), pathToFileURL(path.join(program, 'index.js')).href, request];
  const identity = user && { uid: user.uid, gid: user.gid };
  const child = spawn(process.execPath, args, {
    ...identity,
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const fixture = new Fixture(child);
  fixtures.push(fixture);
  return fixture;
}

/** On a copy of the database that was made before all tests, which is quicker; `cp -a` keeps its owner. */
async function runPrepared(): Promise<Fixture> {
  await mkdir(path.dirname(dataDir), { recursive: true });
  execFileSync('cp', ['-a', path.join(template, 'data'), dataDir]);
  const fixture = run();
  await fixture.query('INSERT INTO kept VALUES (2)');
  return fixture;
}

async function postmasterPid(): Promise<number> {
  return (await readPostmasterPid(clusterDirectoryOf(dataDir)))?.pid as number;
}

async function killEverything(fixture: Fixture): Promise<void> {
  const pid = await postmasterPid();
  fixture.kill('SIGKILL').catch(() => undefined);
  process.kill(pid, 'SIGKILL');
  expect(await until(async () => !(await isAlive(pid)) && !(await isAlive(fixture.pid)), WITHIN)).toBe(true);
}

/** The user to be ordinary as: ourselves, or when we are root one other than the server's usual user. */
async function ordinaryUser(): Promise<SystemUser | undefined> {
  if (!runningAsRoot()) return undefined;
  const user = await describeOwner({ uid: 65_534, gid: 65_534 });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chown(dataDir, user.uid, user.gid);
  return user;
}

/** Something else that runs as the cluster's owner: Postgres takes a pid of its own user's for a server's. */
async function runBystander(owner: { uid: number; gid: number }): Promise<ChildProcess> {
  const identity = runningAsRoot() ? { uid: owner.uid, gid: owner.gid } : {};
  const program = 'console.log("up"); setInterval(() => {}, 60000)';
  const child = spawn(process.execPath, ['-e', program], {
    ...identity,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  bystanders.push(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

/** What a failed test has left: servers whose data directory is below `directory`. */
async function stopServersBelow(directory: string): Promise<void> {
  for (const name of await readdir(directory, { recursive: true })) {
    if (path.basename(name) !== 'postmaster.pid') continue;
    const cluster = path.dirname(path.join(directory, name));
    const pid = (await readPostmasterPid(cluster))?.pid;
    if (pid === undefined || !(await isPostgresOf(pid, cluster))) continue;
    process.kill(pid, 'SIGQUIT');
    await until(async () => !(await isAlive(pid)), WITHIN);
  }
}

/** The sources as they are now, as ES modules in a place that every user can read: no build is needed, or trusted. */
async function compileInto(directory: string): Promise<void> {
  await mkdir(directory);
  await writeFile(path.join(directory, 'package.json'), '{"type":"module"}');
  await copyFile(path.join(__dirname, 'server.fixture.mjs'), path.join(directory, 'server.fixture.mjs'));
  const sources = (await readdir(__dirname)).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  for (const name of sources) {
    const { code } = await transformFile(path.join(__dirname, name), {
      swcrc: false,
      jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    await writeFile(path.join(directory, name.replace(/\.ts$/, '.js')), code);
  }
}
