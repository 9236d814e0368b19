import { setTimeout as wait } from 'node:timers/promises';
import { migrate, PgDatabase, type PostgresTarget, SingleInstanceLock } from '@latchkey/adapters/postgres';
import { startEmbeddedPostgres } from '@latchkey/adapters/postgres/embedded';
import { HmacAuditSeal } from '@latchkey/adapters/system';
import { type Database, StoreUnavailableError } from '@latchkey/domain';
import type { Logger } from 'pino';
import type { Configuration } from './config/configuration.js';
import { signingSecretIn } from './config/signing-secret.js';
import { Exclusivity, refusingChanges } from './exclusivity.js';

const CONNECT_ATTEMPTS_MAX = 30;
const CONNECT_ATTEMPT_DELAY_MS = 1_000;

/** The database is someone else's at the moment. */
export class AnotherInstanceError extends Error {
  constructor() {
    super('Another Latchkey instance uses this database. Set REDIS_URL to run more than one instance.');
    this.name = 'AnotherInstanceError';
  }
}

/** `DATABASE_URL` names a server that does not answer, or that refuses us. */
export class DatabaseUnreachableError extends Error {
  constructor(databaseUrl: string, cause: unknown) {
    super(`DATABASE_URL: the database ${placeOf(databaseUrl)} cannot be used: ${rootCause(cause)}.`, { cause });
    this.name = 'DatabaseUnreachableError';
  }
}

const UNUSABLE = new Set(['EACCES', 'EEXIST', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS']);

/** `DATA_DIR` cannot be made or written to. */
export class DataDirUnusableError extends Error {
  constructor(dataDir: string, cause: Error) {
    super(`DATA_DIR ${dataDir} cannot be used: ${cause.message}.`, { cause });
    this.name = 'DataDirUnusableError';
  }

  /** The error itself, where the file system is not to blame. */
  static from(error: unknown, dataDir: string): unknown {
    const isBlamed = error instanceof Error && UNUSABLE.has(String((error as NodeJS.ErrnoException).code));
    return isBlamed ? new DataDirUnusableError(dataDir, error) : error;
  }
}

export interface OpenedDatabase {
  readonly database: Database;
  readonly exclusivity: Exclusivity;
  /** That of the configuration, or the one that is kept beside the embedded database. */
  readonly signingSecret: string;
  /** For people: what it is and where. */
  readonly description: string;
}

export interface OpenDatabaseOptions {
  readonly configuration: Configuration;
  readonly logger: Logger;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
  readonly onFatal: (error: Error) => void;
  /** Called for each thing that was opened, in order; the server closes them in reverse. */
  readonly onOpened: (close: () => Promise<void>) => void;
}

/** The database of the configuration: started where it is ours, held for this instance alone, and up to date. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const { logger, print, onFatal, onOpened } = options;
  const exclusivity = new Exclusivity();
  const { target, description } = await locate(options);
  const lock = await reach(options, () =>
    SingleInstanceLock.acquire(target, {
      onLost: () => onFatal(new AnotherInstanceError()),
      onInterrupted: (err) => {
        logger.warn({ err }, 'the connection that holds the instance lock was interrupted');
        exclusivity.interrupt();
      },
      onRecovered: () => exclusivity.recover(),
    }),
  );
  if (lock === null) throw new AnotherInstanceError();
  onOpened(() => lock.release());
  await migrate(target, (progress) => {
    if (progress.step === 'waiting') print('Another process migrates the database; waiting.');
    if (progress.step === 'applying') print(`Migrating the database: ${progress.migration}`);
  });
  const { secret, dataDir } = options.configuration;
  const signingSecret = secret ?? (await signingSecretIn(dataDir));
  const database = await PgDatabase.open(target, {
    auditSeal: new HmacAuditSeal(signingSecret),
    onIdleError: (err) => logger.warn({ err }, 'an idle database connection broke'),
  });
  onOpened(() => database.close());
  return { database: refusingChanges(database, exclusivity), exclusivity, signingSecret, description };
}

async function locate(options: OpenDatabaseOptions): Promise<{ target: PostgresTarget; description: string }> {
  const { configuration, print, signal, onFatal, onOpened } = options;
  if (configuration.databaseUrl !== null) {
    return { target: configuration.databaseUrl, description: `Postgres at ${placeOf(configuration.databaseUrl)}` };
  }
  const embedded = await startEmbeddedPostgres({
    dataDir: configuration.dataDir,
    log: ({ message }) => print(message),
    onExhausted: onFatal,
    signal,
  }).catch((error: unknown) => {
    throw DataDirUnusableError.from(error, configuration.dataDir);
  });
  onOpened(() => embedded.stop());
  return {
    target: embedded.connection,
    description: `embedded Postgres ${embedded.binaryVersion} in ${embedded.dataDirectory}`,
  };
}

/** A server of somebody else's may start at the same time as we do: it gets a while, and the wait is said. */
async function reach<T>({ configuration, print, signal }: OpenDatabaseOptions, connect: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await connect();
    } catch (error) {
      if (configuration.databaseUrl === null) throw error;
      if (isRefusal(error) || attempt >= CONNECT_ATTEMPTS_MAX)
        throw new DatabaseUnreachableError(configuration.databaseUrl, error);
      if (!(error instanceof StoreUnavailableError)) throw error;
      const place = placeOf(configuration.databaseUrl);
      print(
        `The database ${place} cannot be reached yet: ${rootCause(error)} (attempt ${attempt} of ${CONNECT_ATTEMPTS_MAX}).`,
      );
      await wait(CONNECT_ATTEMPT_DELAY_MS, undefined, { signal });
    }
  }
}

/** The server is there and will not have us: wrong user or password (class 28), no such database (3D). */
const isRefusal = (error: unknown): boolean => /^(28|3D)/.test(String((error as { code?: unknown }).code));

/** Host and name, without user and password. */
function placeOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

/** What the driver or the server said in the end. */
function rootCause(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: unknown };
  if (cause !== undefined) return rootCause(cause);
  return message || String(code);
}
