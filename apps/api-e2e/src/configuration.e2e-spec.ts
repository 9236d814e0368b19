import { createServer } from 'node:net';
import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@latchkey/adapters/postgres/embedded';
import { dump, dumpOf, isWaitedFor, open, openDatabaseOf } from './database.js';
import { Http } from './http.js';
import { isRunning, postmasterOf } from './processes.js';
import { OPERATOR, Server, ServerProcess, WITH_OPERATOR } from './server.js';
import { signIn, statusWith, tenancyOn, issueKey } from './tenancy.js';
import { temporaryDirectory } from './temporary-directory.js';
import { until } from './until.js';

/** A database server of somebody else's, as far as Latchkey can tell. */
const startPostgres = async (): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir: path.join(await temporaryDirectory(), 'data'), log: () => undefined });

const urlOf = ({ connection: { user, password, host, port, database } }: EmbeddedPostgres): string =>
  `postgres://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${database}`;

describe('a configuration that cannot be used', () => {
  it('is refused with all of its problems at once, by name, without its values, and exit code 78', async () => {
    const dataDir = path.join(await temporaryDirectory(), 'data');
    const values = {
      PORT: '99999',
      DATABASE_URL: 'mysql://root:hunter2hunter2@elsewhere.example/keys',
      PUBLIC_URL: 'keys.example',
      LATCHKEY_SECRET: 'too short a secret',
      TRUSTED_PROXIES: '10.0.0.0/8 everybody/99',
      LATCHKEY_OPERATOR_EMAIL: 'nobody',
      LATCHKEY_OPERATOR_PASSWORD: 'too short',
      LATCHKEY_DEMO: 'perhaps',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'redis://:hunter3hunter3@elsewhere.example',
    };
    const process = new ServerProcess({ DATA_DIR: dataDir, ...values });
    expect(await process.exited).toBe(78);
    for (const name of Object.keys(values)) expect(process.output).toContain(`  - ${name} `);
    expect(process.output.trim().split('\n')).toHaveLength(1 + Object.keys(values).length);
    for (const value of ['hunter2', 'hunter3', 'too short a secret', values.LATCHKEY_OPERATOR_PASSWORD]) {
      expect(process.output).not.toContain(value);
    }
    expect(process.output).not.toMatch(/\n\s+at /);
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it.each([
    ['PORT', { PORT: '-1' }],
    ['PORT', { PORT: '3000x' }],
    ['LATCHKEY_SECRET', { DATABASE_URL: 'postgres://localhost/keys' }],
    ['LATCHKEY_OPERATOR_PASSWORD', { LATCHKEY_OPERATOR_EMAIL: OPERATOR.email }],
    ['LATCHKEY_OPERATOR_EMAIL', { LATCHKEY_OPERATOR_PASSWORD: OPERATOR.password }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['DATABASE_URL', { DATABASE_URL: 'not a url', LATCHKEY_SECRET: 'x'.repeat(32) }],
  ])('%s alone: %j', async (name, values) => {
    const process = new ServerProcess({ DATA_DIR: path.join(await temporaryDirectory(), 'data'), ...values });
    expect(await process.exited).toBe(78);
    expect(process.output.match(/ {2}- \w+/g)).toEqual([`  - ${name}`]);
  });
});

describe('what is in the way of a start', () => {
  it('a port that is in use: one clear line, exit 1, and no database left running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const dataDir = path.join(await temporaryDirectory(), 'data');
    const process = new ServerProcess({ DATA_DIR: dataDir, PORT: String(port) });
    const code = await process.exited;
    await new Promise((resolve) => other.close(resolve));
    expect(code).toBe(1);
    expect(process.output).toMatch(new RegExp(`^PORT ${port} is in use by another program\\. .*$`, 'm'));
    expect(process.output).not.toMatch(/\n\s+at /);
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it('a data directory that another server holds: the second names the holder, the first is undisturbed', async () => {
    const first = await Server.start(WITH_OPERATOR);
    const { operator, workspace } = await tenancyOn(first);
    const { secret } = await issueKey(operator, workspace);
    const second = new ServerProcess({ DATA_DIR: first.dataDir, ...WITH_OPERATOR });
    expect(await second.exited).toBe(1);
    expect(second.output).toContain(`in use by process ${first.process.pid}`);
    expect(second.output).not.toMatch(/\n\s+at /);
    expect(await statusWith(first, secret)).toBe(200);
    expect(await first.stop()).toBe(0);
  });
});

describe('DATABASE_URL', () => {
  const secrets = { LATCHKEY_SECRET: 'a secret of at least thirty-two characters' };
  let postgres: EmbeddedPostgres;
  let url: string;
  let server: Server;

  beforeAll(async () => {
    postgres = await startPostgres();
    url = urlOf(postgres);
  });

  afterAll(async () => {
    await server.stop();
    await postgres.stop();
  });

  it('is used instead of an embedded database, and its password is not printed', async () => {
    server = await Server.start({ DATABASE_URL: url, ...secrets, ...WITH_OPERATOR });
    const { operator, workspace } = await tenancyOn(server);
    const { id } = await issueKey(operator, workspace);
    const client = await open(postgres.connection);
    try {
      expect((await dump(client)).filter((row) => row.startsWith('public.api_keys ') && row.includes(id))).toHaveLength(
        1,
      );
    } finally {
      await client.end();
    }
    expect(await postmasterOf(server.dataDir)).toBeNull();
    expect(server.process.output).not.toContain(postgres.connection.password);
    expect(server.process.output).not.toContain(encodeURIComponent(postgres.connection.password));
  });

  it('a second instance on it refuses to start and names REDIS_URL; the first is undisturbed', async () => {
    const second = new ServerProcess({ DATABASE_URL: url, DATA_DIR: await temporaryDirectory(), ...secrets });
    expect(await second.exited).toBe(1);
    expect(second.output).toMatch(/Set REDIS_URL to run more than one instance/);
    expect(second.output).not.toMatch(/\n\s+at /);
    expect((await signIn(server)).port).toBe(server.port);
  });

  it('a server that was killed lets the next one in', async () => {
    await server.kill9();
    server = await server.restart();
    expect((await (await signIn(server)).get('/v1/apis')).expect<{ data: object[] }>(200).data).toHaveLength(1);
  });

  it('sessions are signed with LATCHKEY_SECRET: another secret ends them all', async () => {
    const { accessToken } = (await server.http.post('/v1/auth/login', OPERATOR)).expect<{ accessToken: string }>(200);
    await server.stop();
    const changed = { DATABASE_URL: url, LATCHKEY_SECRET: 'another secret of thirty-two characters' };
    server = await server.restart(changed);
    expect((await server.http.bearer(accessToken).get('/v1/auth/me')).status).toBe(401);
  });

  it('a signal ends a server that waits for its database', async () => {
    const nowhere = url.replace(/@[^/]+/, '@127.0.0.1:1');
    const process = new ServerProcess({ DATABASE_URL: nowhere, DATA_DIR: await temporaryDirectory(), ...secrets });
    await process.waitFor(/The database \S+ cannot be reached yet/);
    const startedAtMs = performance.now();
    await process.stop('SIGTERM');
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    expect(process.output).not.toContain(postgres.connection.password);
  });
});

describe('the headless operator', () => {
  it('is there from the first start, without a setup link; a changed password later changes nothing', async () => {
    let server = await Server.startFirst(WITH_OPERATOR);
    expect((await server.http.get('/v1/setup')).json()).toEqual({ needed: false });
    await signIn(server);
    await server.stop();
    const changed = { ...WITH_OPERATOR, LATCHKEY_OPERATOR_PASSWORD: 'another long password' };
    server = await server.restart(changed);
    await signIn(server);
    const withNew = { ...OPERATOR, password: changed.LATCHKEY_OPERATOR_PASSWORD };
    expect((await server.http.post('/v1/auth/login', withNew)).status).toBe(401);
    expect(server.process.output).not.toContain('/setup#');
    const users = (await dumpOf(server.dataDir)).filter((row) => row.startsWith('public.users '));
    expect(users).toHaveLength(1);
  });
});

it('a DATA_DIR that cannot be used is said in one line', async () => {
  const process = new ServerProcess({ DATA_DIR: '/proc/not-to-be-had' });
  expect(await process.exited).toBe(1);
  expect(process.output).toMatch(/^DATA_DIR \/proc\/not-to-be-had cannot be used: [^\n]+\n$/);
});

describe('the demo', () => {
  const DEMO = { ...WITH_OPERATOR, LATCHKEY_DEMO: '1' };
  const VENDORS = ['startmessaging', 'messagesmart', 'wastack', 'waping', 'whatomate'];
  const KEY_LINE = /http:\/\/(\w+)\.localhost:\d+\/v1\/devices -H '\S+ (?:Bearer )?(\S+)'\n/g;

  const printedBy = ({ output }: ServerProcess): Map<string, string> =>
    new Map([...output.matchAll(KEY_LINE)].map(([, vendor = '', secret = '']) => [vendor, secret]));

  const allPrinted = async (server: Server): Promise<Map<string, string>> => {
    await until('all keys are printed', () => printedBy(server.process).size === VENDORS.length);
    return printedBy(server.process);
  };

  async function expectWorkingKeys(server: Server, keys: ReadonlyMap<string, string>): Promise<void> {
    for (const [vendor, secret] of keys) {
      const headers: Record<string, string> = ['messagesmart', 'whatomate'].includes(vendor)
        ? { 'x-api-key': secret }
        : { authorization: `Bearer ${secret}` };
      const host = `${vendor}.localhost:${server.port}`;
      const { status } = await server.http.get('/v1/devices', { headers: { host, ...headers } });
      expect({ vendor, status }).toEqual({ vendor, status: 200 });
    }
  }

  const counted = (rows: readonly string[]): Record<string, number> => {
    const count = (table: string): number => rows.filter((row) => row.startsWith(`public.${table} `)).length;
    return { apis: count('apis'), workspaces: count('workspaces'), devices: count('devices'), keys: count('api_keys') };
  };

  const ONE_EACH = { apis: 5, workspaces: 5, devices: 5, keys: 5 };

  it('plants an API for each document, with a key that works; a second start plants nothing twice', async () => {
    let server = await Server.startFirst(DEMO);
    const keys = await allPrinted(server);
    expect([...keys.keys()]).toEqual(VENDORS);
    await expectWorkingKeys(server, keys);
    expect(counted(await dumpOf(server.dataDir))).toEqual(ONE_EACH);
    await server.stop();
    server = await server.restart();
    await server.process.waitFor(/The demo is planted already/);
    expect(printedBy(server.process).size).toBe(0);
    expect(counted(await dumpOf(server.dataDir))).toEqual(ONE_EACH);
    await expectWorkingKeys(server, keys);
  });

  it('one that was killed half-way is completed by the next start', async () => {
    const postgres = await startPostgres();
    const environment = { DATABASE_URL: urlOf(postgres), LATCHKEY_SECRET: 'x'.repeat(32), ...WITH_OPERATOR };
    const migrated = await Server.start(environment);
    await migrated.stop();
    const client = await open(postgres.connection);
    try {
      // While this is held no key can be written, so the death comes between the first API and its key.
      await client.query('BEGIN');
      await client.query('LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE');
      const killed = new ServerProcess({ DATA_DIR: migrated.dataDir, ...environment, LATCHKEY_DEMO: '1' });
      await until('the demo waits for its first key', () => isWaitedFor(client, 'api_keys'));
      await killed.kill9();
      await client.query('ROLLBACK');
      expect((await client.query('SELECT FROM apis')).rows).toHaveLength(1);

      const server = await migrated.restart({ ...environment, LATCHKEY_DEMO: '1' });
      const keys = await allPrinted(server);
      await expectWorkingKeys(server, keys);
      expect(counted(await dump(client))).toEqual(ONE_EACH);
      await server.stop();
    } finally {
      await client.end();
      await postgres.stop();
    }
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: exit 0, no database left running, and it can start again',
    async (signal) => {
      const server = await Server.startFirst();
      const postmaster = await server.postmaster();
      expect(await server.stop(signal)).toBe(0);
      expect(server.process.output).toContain(`${signal}: stopping.`);
      expect(await isRunning(postmaster)).toBe(false);
      const again = await server.restart();
      expect((await again.http.get('/health/ready')).status).toBe(200);
    },
  );

  it('requests under way are answered; new ones are not let in', async () => {
    const server = await Server.start(WITH_OPERATOR);
    const { operator, workspace } = await tenancyOn(server);
    const { secret } = await issueKey(operator, workspace);
    expect(await statusWith(server, secret)).toBe(200);
    const holder = await openDatabaseOf(server.dataDir);
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE devices IN ACCESS EXCLUSIVE MODE');
    const underWay = server.http.bearer(secret).get('/v1/devices');
    await until('the request waits for the table', () => isWaitedFor(holder, 'devices'));
    const stopped = server.stop('SIGTERM');
    await server.process.waitFor(/SIGTERM: stopping\./);
    await until('nobody is let in any more', () =>
      new Http({ port: server.port }).get('/health/live').then(
        ({ status }) => status === 503,
        () => true,
      ),
    );
    await holder.query('COMMIT');
    expect((await underWay).status).toBe(200);
    await holder.end();
    expect(await stopped).toBe(0);
  });
});
