import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
import { DataDirInUseError, EmbeddedPostgresStartError } from './errors.js';
import { until } from './patience.js';
import { readPostmasterPid } from './postmaster-pid.js';
import { isAlive } from './processes.js';

/** As much of `pg` as is used here; it comes without types. */
interface PgClient {
  on(event: 'error', listener: () => void): this;
  connect(): Promise<void>;
  query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  end(): Promise<void>;
}
const pg = createRequire(import.meta.url)('pg') as { Client: new (config: object) => PgClient };

describe('the embedded Postgres', () => {
  let template: string;
  let root: string;
  let dataDir: string;
  const servers: EmbeddedPostgres[] = [];
  const lines: string[] = [];

  beforeAll(async () => {
    template = await mkdtemp(path.join(tmpdir(), 'latchkey-template-'));
    await chmod(template, 0o755);
    const options = { dataDir: path.join(template, 'data'), sharedRoot: template, log: () => undefined };
    await (await startEmbeddedPostgres(options)).stop();
  });
  afterAll(() => rm(template, { recursive: true, force: true }));

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'latchkey-embedded-'));
    await chmod(root, 0o755); // When root runs this, its unprivileged user must get to DATA_DIR.
    dataDir = path.join(root, 'a', 'deep, "new"', '.data');
    lines.length = 0;
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
    await rm(root, { recursive: true, force: true });
  });

  const start = async (options: Partial<EmbeddedPostgresOptions> = {}) => {
    const log = ({ message }: { message: string }) => void lines.push(message);
    const server = await startEmbeddedPostgres({ dataDir, sharedRoot: path.join(root, 'shared'), log, ...options });
    servers.push(server);
    return server;
  };
  /** As `start`, on a copy of a database that is ready made, which is quicker; `cp -a` keeps its owner. */
  const startPrepared = async (options: Partial<EmbeddedPostgresOptions> = {}) => {
    await mkdir(path.dirname(dataDir), { recursive: true });
    execFileSync('cp', ['-a', path.join(template, 'data'), dataDir]);
    return start(options);
  };
  const logged = (text: string) => lines.filter((line) => line.includes(text));
  const pidOf = async (server: EmbeddedPostgres) => (await readPostmasterPid(server.dataDirectory))?.pid as number;

  it('makes a private DATA_DIR, a durable UTF-8 cluster with checksums, and listens on no network', async () => {
    const server = await start();
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(server.connection.host)).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
    expect(server).toMatchObject({ dataDirectory: path.join(dataDir, 'postgres') });
    expect(server.binaryVersion).toMatch(/^18\./);
    const names = `'fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses', 'server_encoding',
      'max_connections', 'shared_buffers', 'log_statement', 'log_parameter_max_length_on_error', 'log_min_error_statement'`;
    const settings = await query(server, `SELECT name, setting FROM pg_settings WHERE name IN (${names})`);
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      listen_addresses: '',
      server_encoding: 'UTF8',
      max_connections: '50',
      shared_buffers: String((128 * 1024) / 8),
      log_statement: 'none',
      log_parameter_max_length_on_error: '0',
      log_min_error_statement: 'panic',
    });
    const database = await query(
      server,
      'SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()',
    );
    expect(database).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8' }]);
  });

  it('lets nobody in without the password', async () => {
    const server = await startPrepared();
    const client = new pg.Client({ ...server.connection, password: 'guessed' });
    await expect(client.connect()).rejects.toThrow(/password authentication failed/);
  });

  it('finds its data again after a stop, and is quick about it', async () => {
    await insertRow(await startPrepared());
    await servers[0]?.stop();
    const startedAt = performance.now();
    const again = await start();
    expect(await query(again, 'SELECT * FROM kept')).toEqual([{ id: 1 }]);
    expect(performance.now() - startedAt).toBeLessThan(5_000); // About 0.2 s; far off, so that a busy machine passes.
  });

  it('refuses a second start on the same DATA_DIR, and the first does not notice', async () => {
    const server = await startPrepared();
    const pid = await pidOf(server);
    await expect(start()).rejects.toMatchObject({ name: 'DataDirInUseError', holderPid: process.pid, dataDir });
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await pidOf(server)).toBe(pid);
  });

  it('lets exactly one of two simultaneous starts win', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(DataDirInUseError);
  });

  it('puts the socket of a DATA_DIR with a long path into a short private directory, and removes that again', async () => {
    dataDir = path.join(root, ...Array.from({ length: 12 }, () => 'very-long-name'));
    const server = await startPrepared();
    const { host } = server.connection;
    expect(path.dirname(host)).toBe(tmpdir());
    expect((await stat(host)).mode & 0o777).toBe(0o700);
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    await expect(stat(host)).rejects.toThrow('ENOENT');
  });

  it('is not wedged by what an interrupted initdb has left, and removes it', async () => {
    const unfinished = path.join(dataDir, 'postgres.initdb-dead');
    const server = await start();
    await server.stop();
    await rename(server.dataDirectory, unfinished); // With the owner that it has in reality.
    expect(await query(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(dataDir)).filter((name) => name.includes('initdb'))).toEqual([]);
  });

  it('refuses a DATA_DIR that is open to others and holds their things, and does not touch it', async () => {
    await mkdir(dataDir, { recursive: true });
    await chmod(dataDir, 0o755);
    await writeFile(path.join(dataDir, 'passwd'), 'of somebody else');
    await expect(start()).rejects.toThrow(/holds other files and is open to other users/);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o755);
    expect(await readdir(dataDir)).toEqual(['passwd']);
  });

  it('restarts a server that died, and says so', async () => {
    const server = await startPrepared();
    await insertRow(server);
    const pid = await pidOf(server);
    process.kill(pid, 'SIGKILL');
    expect(await until(() => logged('runs again').length > 0, { timeoutMs: 20_000 })).toBe(true);
    expect(logged('ended unexpectedly with signal SIGKILL')).toHaveLength(1);
    expect(await pidOf(server)).not.toBe(pid);
    expect(await query(server, 'SELECT * FROM kept')).toEqual([{ id: 1 }]);
  });

  it('gives up on a server that dies again and again, tells why, and still stops in order', async () => {
    const exhausted: Error[] = [];
    const server = await startPrepared({ onExhausted: (error) => exhausted.push(error) });
    await appendFile(path.join(server.dataDirectory, 'postgresql.conf'), "no_such_setting = 'nonsense'\n");
    process.kill(await pidOf(server), 'SIGKILL');
    expect(await until(() => exhausted.length > 0, { timeoutMs: 25_000 })).toBe(true);
    expect(exhausted[0]?.message).toContain('no_such_setting');
    expect(logged('restarting Postgres in')).toHaveLength(5);
    await server.stop();
    expect(await readdir(dataDir)).not.toContain('latchkey.lock');
  });

  it('tells with a failed start what Postgres said last, and frees DATA_DIR', async () => {
    const server = await startPrepared();
    await server.stop();
    await appendFile(path.join(server.dataDirectory, 'postgresql.conf'), "no_such_setting = 'nonsense'\n");
    const attempt = start();
    await expect(attempt).rejects.toThrow(EmbeddedPostgresStartError);
    await expect(attempt).rejects.toThrow(/ended with exit code 1\n[^]*unrecognized configuration parameter/);
    expect(await readdir(dataDir)).not.toContain('latchkey.lock');
  });

  it('stops once, however often it is asked, although clients are connected, and leaves no process or socket', async () => {
    const server = await startPrepared();
    const pid = await pidOf(server);
    const client = new pg.Client(server.connection).on('error', () => undefined);
    await client.connect();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await isAlive(pid)).toBe(false);
    expect(await readdir(server.connection.host)).toEqual([]);
    expect(await readdir(dataDir)).not.toContain('latchkey.lock');
    expect(logged('ended unexpectedly')).toEqual([]);
  });

  it.each(['at once', 'creating the database', 'runs on'])(
    'can be told to stop during a start (%s)',
    async (moment) => {
      const ending = new AbortController();
      const reason = new Error('told to stop');
      const log = ({ message }: { message: string }) => void (message.includes(moment) && ending.abort(reason));
      const attempt = start({ signal: ending.signal, log });
      if (moment === 'at once') ending.abort(reason);
      await expect(attempt).rejects.toBe(reason);
      expect((await readdir(dataDir)).filter((name) => /lock|initdb/.test(name))).toEqual([]);
      expect(postgresProcessesBelow(root)).toEqual([]);
    },
  );

  it('never writes to its log what statements and their parameters say', async () => {
    const server = await startPrepared();
    await query(server, 'CREATE TABLE secrets (hash text UNIQUE CHECK (length(hash) < 99), number int)');
    const secret = 'S3CRET';
    const insert = 'INSERT INTO secrets (hash) VALUES ($1)';
    await query(server, insert, [secret]);
    await expect(query(server, insert, [secret])).rejects.toThrow(/duplicate key/);
    await expect(query(server, insert, [secret.repeat(99)])).rejects.toThrow(/check constraint/);
    await expect(query(server, 'SELECT $1::text::int', [secret])).rejects.toThrow(/invalid input syntax/);
    await expect(query(server, `SELECT FROM ${secret}`)).rejects.toThrow(/does not exist/);
    const crashing = expect(query(server, `SELECT '${secret}', pg_sleep(60)`)).rejects.toThrow();
    const victim = async () => {
      const rows = await query(server, "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      return rows[0]?.['pid'];
    };
    expect(await until(async () => (await victim()) !== undefined, { timeoutMs: 5_000 })).toBe(true);
    process.kill(Number(await victim()), 'SIGKILL');
    await crashing;
    const recovered = async () => query(server, 'SELECT 1').then(Boolean, () => false);
    expect(await until(recovered, { timeoutMs: 20_000 })).toBe(true);

    await server.stop();
    const log = await readFile(path.join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toMatch(/was terminated by signal 9/);
    expect(log).not.toContain(secret);
    expect(lines.join()).not.toContain(server.connection.password);
  });

  it('sets a new password when the file with the old one was lost', async () => {
    const server = await startPrepared();
    await insertRow(server);
    await server.stop();
    await rm(path.join(dataDir, 'postgres.password'));
    const again = await start();
    expect(again.connection.password).not.toBe(server.connection.password);
    expect(await query(again, 'SELECT * FROM kept')).toEqual([{ id: 1 }]);
  });
});

async function query(server: EmbeddedPostgres, sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(server.connection).on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function insertRow(server: EmbeddedPostgres): Promise<void> {
  await query(server, 'CREATE TABLE kept (id int)');
  await query(server, 'INSERT INTO kept VALUES (1)');
}

function postgresProcessesBelow(directory: string): string[] {
  const processes = execFileSync('ps', ['-eww', '-o', 'command']).toString().split('\n');
  return processes.filter((command) => command.includes(`${directory}/`));
}
