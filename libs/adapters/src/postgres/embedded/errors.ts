/** Another live process holds this DATA_DIR. Thrown by `startEmbeddedPostgres`; nothing was changed. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';

  constructor(
    readonly dataDir: string,
    readonly holderPid: number,
    readonly since: Date,
  ) {
    super(
      `DATA_DIR ${dataDir} is in use by process ${holderPid} since ${since.toISOString()}: ` +
        'stop that server first, or choose another DATA_DIR',
    );
  }
}

/** The embedded server cannot run on this machine at all; retrying will not help. The message is one line. */
export class EmbeddedPostgresUnavailableError extends Error {
  override readonly name = 'EmbeddedPostgresUnavailableError';

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `the embedded Postgres is not available here (${reason.replace(/\s+/g, ' ').trim()}): ` +
        'set DATABASE_URL to use a Postgres server of your own',
      options,
    );
  }
}

/** The server could run here, yet a start failed. The message ends with the last lines that Postgres wrote. */
export class EmbeddedPostgresStartError extends Error {
  override readonly name = 'EmbeddedPostgresStartError';

  constructor(
    reason: string,
    readonly serverOutput = '',
    options?: ErrorOptions,
  ) {
    super(`the embedded Postgres did not start: ${reason}${serverOutput && `\n${serverOutput}`}`, options);
  }
}

/**
 * The `code` of a system error (`ENOENT`, `EACCES`, …) or of a program that failed (its exit code); undefined for
 * anything else. Without `instanceof`, which fails for errors of another realm, such as a test runner's.
 */
export function errorCode(error: unknown): string | number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' || typeof error.code === 'number' ? error.code : undefined;
}
