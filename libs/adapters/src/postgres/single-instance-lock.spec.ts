import { EventEmitter, once } from 'node:events';
import { StoreUnavailableError } from '@latchkey/domain';
import { Client } from 'pg';
import { INSTANCE_LOCK } from './advisory-locks.js';
import { SingleInstanceLock, type SingleInstanceLockOptions } from './single-instance-lock.js';
import { connectionOf } from './target.js';
import { createTestDatabase, type TestDatabase } from './test-database.fixture.js';

describe('SingleInstanceLock', () => {
  let testDatabase: TestDatabase;
  const held: SingleInstanceLock[] = [];
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(held.splice(0).map((lock) => lock.release()));
    await testDatabase.drop();
  });

  const acquire = async (options: Partial<SingleInstanceLockOptions> = {}) => {
    const quick = { attemptsMax: 2, attemptDelayMs: 10, onLost: () => undefined };
    const lock = await SingleInstanceLock.acquire(testDatabase.target, { ...quick, ...options });
    if (lock !== null) held.push(lock);
    return lock;
  };

  const HOLDERS = `pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)
    AND datname = current_database()`;
  const holders = () => testDatabase.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE ${HOLDERS}`);
  const terminateHolder = () =>
    testDatabase.query(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE ${HOLDERS}`);

  it('lets one instance in, and the next when the first has released', async () => {
    const first = await acquire();
    expect(first).not.toBeNull();
    expect(await acquire()).toBeNull();
    await first!.release();
    expect(await acquire()).not.toBeNull();
  });

  it('lets one of many in', async () => {
    const locks = await Promise.all([1, 2, 3, 4, 5].map(() => acquire()));
    expect(locks.filter(Boolean)).toHaveLength(1);
  });

  it('leaves no connection behind for those whom it refuses', async () => {
    await acquire();
    await acquire();
    const connections = await testDatabase.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'latchkey%'`,
    );
    expect(connections).toHaveLength(1);
  });

  it('waits for the connection of a process that has just been killed', async () => {
    await acquire();
    const second = acquire({ attemptsMax: 1_000 });
    await held[0]!.release();
    expect(await second).not.toBeNull();
  });

  it('keeps databases of one server apart', async () => {
    await acquire();
    const another = await createTestDatabase();
    const lock = await SingleInstanceLock.acquire(another.target, { onLost: () => undefined });
    expect(lock).not.toBeNull();
    await lock!.release();
    await another.drop();
  });

  it('takes the lock again when its connection is dropped', async () => {
    const heard = new EventEmitter();
    const onLost = jest.fn();
    await acquire({ onLost, onInterrupted: (error) => heard.emit('interrupted', error) });
    const interrupted = once(heard, 'interrupted');
    await terminateHolder();
    const [error] = (await interrupted) as [Error];
    expect(error.message).toContain('dropped');
    while ((await holders()).length === 0);
    expect(await acquire()).toBeNull();
    expect(onLost).not.toHaveBeenCalled();
  });

  it('says that it is lost, once, when somebody else was faster', async () => {
    const heard = new EventEmitter();
    const lost = once(heard, 'lost');
    const onLost = jest.fn(() => heard.emit('lost'));
    const lock = await acquire({ onLost });
    // Queues for the lock on the server, and so is faster for certain.
    const rival = new Client(connectionOf(testDatabase.target));
    await rival.connect();
    const taken = rival.query('SELECT pg_advisory_lock($1, $2)', INSTANCE_LOCK);
    await terminateHolder();
    await taken;
    await lost;
    await lock!.release();
    expect(onLost).toHaveBeenCalledTimes(1);
    await rival.end();
  });

  it('gives up quietly when it is released while it tries', async () => {
    const heard = new EventEmitter();
    const onLost = jest.fn();
    const lock = await acquire({ onLost, onInterrupted: () => heard.emit('interrupted') });
    const interrupted = once(heard, 'interrupted');
    await terminateHolder();
    await interrupted;
    await lock!.release();
    expect(await holders()).toEqual([]);
    expect(onLost).not.toHaveBeenCalled();
  });

  it('rejects with StoreUnavailableError where there is no server', async () => {
    const attempt = SingleInstanceLock.acquire('postgres://nobody@127.0.0.1:1/none', { onLost: () => undefined });
    await expect(attempt).rejects.toBeInstanceOf(StoreUnavailableError);
  });
});
