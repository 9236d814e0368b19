import { TEST_SEAL } from '@latchkey/testing';
import { createServer, type AddressInfo } from 'node:net';
import { ConflictError, StoreUnavailableError } from '@latchkey/domain';
import { QueryFailedError } from 'typeorm';
import { migrate } from './migrate.js';
import { PgDatabase } from './pg-database.js';
import { createTestDatabase } from './test-database.fixture.js';
import { translated } from './translate-errors.js';

const failed = (properties: object) =>
  new QueryFailedError('SELECT $1', ['secret'], Object.assign(new Error('driver'), properties));

describe('translated', () => {
  it.each([
    ['connection refused', Object.assign(new Error(), { code: 'ECONNREFUSED' })],
    ['connection reset', Object.assign(new Error(), { code: 'ECONNRESET' })],
    ['a socket that is not there', Object.assign(new Error(), { code: 'ENOENT' })],
    ['pool timeout', new Error('timeout exceeded when trying to connect')],
    ['a broken connection', new Error('Connection terminated unexpectedly')],
    ['no answer', failed({ message: 'Query read timeout' })],
    ['08006 connection failure', failed({ code: '08006' })],
    ['53300 too many connections', failed({ code: '53300' })],
    ['57P01 admin shutdown', failed({ code: '57P01' })],
    ['57P02 crash shutdown', failed({ code: '57P02' })],
    ['57P03 cannot connect now', failed({ code: '57P03' })],
    ['57014 statement timeout', failed({ code: '57014' })],
    ['25P03 idle in transaction', failed({ code: '25P03' })],
    ['25006 a standby', failed({ code: '25006' })],
  ])('calls %s unavailable', (_, error) => {
    expect(translated(error)).toBeInstanceOf(StoreUnavailableError);
  });

  it('says that a deadlock is a conflict, of which nothing was written', () => {
    expect(translated(failed({ code: '40P01' }))).toMatchObject({ code: 'conflict', field: null });
  });

  it('calls a taken value a conflict, and names the field', () => {
    const error = translated(failed({ code: '23505', constraint: 'api_hostnames_pkey' }));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ field: 'hostnames' });
  });

  it.each([
    ['a foreign key', failed({ code: '23503' })],
    ['a constraint that nobody has named', failed({ code: '23505', constraint: 'unheard_of' })],
    ['a mistake', new TypeError('x is not a function')],
    ['what is no error', 'text'],
  ])('passes on %s', (_, error) => {
    expect(translated(error)).toBe(error);
  });

  it('takes the values out of what it passes on', () => {
    const error = failed({ code: '23514', detail: 'Failing row contains (secret).', where: 'secret' });
    expect(JSON.stringify(translated(error))).not.toContain('secret');
    expect(JSON.stringify(error.driverError)).not.toContain('secret');
  });
});

describe('a server that cannot be reached', () => {
  it.each([
    ['a closed port', 'postgres://nobody@127.0.0.1:1/none'],
    ['a closed port by name', 'postgres://nobody@localhost:1/none'],
    ['an unknown host', 'postgres://nobody@latchkey.invalid/none'],
    ['a socket that is not there', { host: '/nowhere', port: 5432, user: 'nobody', database: 'none' }],
  ])('%s', async (_, target) => {
    await expect(PgDatabase.open(target, { auditSeal: TEST_SEAL })).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(migrate(target)).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  it('one that hangs up', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const target = { host: '127.0.0.1', port, user: 'nobody', database: 'none' };
    await expect(PgDatabase.open(target, { auditSeal: TEST_SEAL })).rejects.toBeInstanceOf(StoreUnavailableError);
    server.close();
  });
});

describe('a pool with nothing to spare', () => {
  it('is unavailable after a few seconds, and recovers', async () => {
    const testDatabase = await createTestDatabase();
    await migrate(testDatabase.target);
    const database = await PgDatabase.open(testDatabase.target, { auditSeal: TEST_SEAL, connectionsMax: 1 });
    await database.transaction(async (stores) => {
      await stores.users.any();
      await expect(database.users.any()).rejects.toBeInstanceOf(StoreUnavailableError);
    });
    expect(await database.users.any()).toBe(false);
    await database.close();
    await testDatabase.drop();
  });
});
