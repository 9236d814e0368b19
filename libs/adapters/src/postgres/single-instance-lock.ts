import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { INSTANCE_LOCK } from './advisory-locks.js';
import { connectionOf, type PostgresTarget } from './target.js';
import { translated } from './translate-errors.js';

/** How often the connection that holds the lock is asked, and how long it may take to answer. */
const HEARTBEAT_MS = 1_000;
const ANSWER_TIMEOUT_MS = 2_000;

export interface SingleInstanceLockOptions {
  /** Another instance has this database now: this one must stop deciding anything. Called at most once. */
  readonly onLost: () => void;
  /** The connection has dropped, or has not come back yet; from now on another instance may be changing things. */
  readonly onInterrupted?: (error: unknown) => void;
  /** The lock is held again. What was read before may be out of date. */
  readonly onRecovered?: () => void;
  /** How often to ask before believing that somebody else holds the lock; 10 unless told. */
  readonly attemptsMax?: number;
  /** Between two attempts; 500 ms unless told. */
  readonly attemptDelayMs?: number;
}

/**
 * Held for as long as an instance runs that keeps what it has read: a second instance on the same database would not
 * hear of its changes. It belongs to a connection of its own, and Postgres drops it with the connection, so that a
 * crash leaves nothing to clean up.
 */
export class SingleInstanceLock {
  private client: Client | null = null;
  private recovery: Promise<void> = Promise.resolve();
  private readonly released = new AbortController();

  private constructor(
    private readonly target: PostgresTarget,
    private readonly options: SingleInstanceLockOptions,
  ) {}

  /**
   * Answers `null` where another instance uses the database.
   *
   * It asks for a few seconds, because the connection of a process that was killed may linger for a moment.
   *
   * @throws StoreUnavailableError
   */
  static async acquire(target: PostgresTarget, options: SingleInstanceLockOptions): Promise<SingleInstanceLock | null> {
    const lock = new SingleInstanceLock(target, options);
    return (await lock.takeWithin(lock.attemptsMax)) ? lock : null;
  }

  /** Lets the next instance in. */
  async release(): Promise<void> {
    this.released.abort();
    await this.recovery;
    await this.client?.end();
    this.client = null;
  }

  private get attemptsMax(): number {
    return this.options.attemptsMax ?? 10;
  }

  private async takeWithin(attemptsMax: number): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      if (await this.take()) return true;
      if (attempt >= attemptsMax || this.released.signal.aborted) return false;
      await this.pause();
    }
  }

  /** Ends early when `release` is called. */
  private async pause(): Promise<void> {
    const { signal } = this.released;
    try {
      await wait(this.options.attemptDelayMs ?? 500, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private async take(): Promise<boolean> {
    const client = new Client({
      ...connectionOf(this.target),
      application_name: 'latchkey instance lock',
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    // 'end' follows, which is where it is dealt with; without a listener the process would stop here.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SET idle_session_timeout = 0');
      const answer = await client.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS taken',
        INSTANCE_LOCK,
      );
      if (answer.rows[0]?.taken !== true || this.released.signal.aborted) {
        await client.end();
        return false;
      }
      this.client = client;
      const heartbeat = this.watch(client);
      client.once('end', () => {
        clearInterval(heartbeat);
        if (!this.released.signal.aborted) this.recovery = this.recover();
      });
      return true;
    } catch (error) {
      await client.end();
      throw translated(error);
    }
  }

  /** A network that swallows packets ends no connection by itself, so the other end is asked, and must answer in time. */
  private watch(client: Client): NodeJS.Timeout {
    const ask = (): void => {
      // With a question open, `end` cuts the connection instead of asking the other end to close it.
      client.query('SELECT 1').catch(() => client.end());
    };
    return setInterval(ask, HEARTBEAT_MS).unref();
  }

  /**
   * Out of reach means out of reach for everybody, so this goes on asking until there is an answer; only somebody
   * else's holding the lock ends it.
   */
  private async recover(): Promise<void> {
    this.client = null;
    let interruption: unknown = new Error('The connection that holds the instance lock has dropped.');
    while (!this.released.signal.aborted) {
      this.options.onInterrupted?.(interruption);
      try {
        const isTaken = await this.takeWithin(this.attemptsMax);
        if (isTaken) this.options.onRecovered?.();
        else if (!this.released.signal.aborted) this.options.onLost();
        return;
      } catch (error) {
        interruption = error;
        await this.pause();
      }
    }
  }
}
