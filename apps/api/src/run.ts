import { once } from 'node:events';
import { UnsuitableDatabaseError } from '@latchkey/adapters/postgres';
import {
  DataDirInUseError,
  EmbeddedPostgresStartError,
  EmbeddedPostgresUnavailableError,
} from '@latchkey/adapters/postgres/embedded';
import { ConfigurationError, EXIT_CONFIGURATION, readConfiguration } from './config/configuration.js';
import { serverLogger } from './http/server-logger.js';
import { AnotherInstanceError, DatabaseUnreachableError, DataDirUnusableError } from './database.js';
import { PortInUseError, serve } from './serve.js';

const EXIT_FAILURE = 1;

/** What the operator can mend, said in its own words and without a stack. */
const EXPECTED = [
  ConfigurationError,
  DataDirInUseError,
  EmbeddedPostgresUnavailableError,
  EmbeddedPostgresStartError,
  UnsuitableDatabaseError,
  AnotherInstanceError,
  DatabaseUnreachableError,
  DataDirUnusableError,
  PortInUseError,
];

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(error: unknown): never {
  const expected = EXPECTED.some((kind) => error instanceof kind);
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(error instanceof ConfigurationError ? EXIT_CONFIGURATION : EXIT_FAILURE);
}

/**
 * The server from its start to the end of the process.
 * @param dashboardDir the build of the admin app, where there is one
 */
export async function run(dashboardDir: string): Promise<never> {
  const stopping = stopOnSignals();
  try {
    const configuration = readConfiguration(process.env);
    const logger = serverLogger(configuration.logLevel);
    const server = await serve({
      configuration,
      logger,
      print,
      dashboardDir,
      signal: stopping,
      onFatal: fail,
    });
    if (!stopping.aborted) await once(stopping, 'abort');
    await server.stop();
  } catch (error) {
    if ((error as Error).name !== 'AbortError') fail(error);
  }
  process.exit(0);
}

/** The first signal ends in good order, also a start that is under way; a second one at once. */
function stopOnSignals(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(EXIT_FAILURE);
      print(`${signal}: stopping.`);
      stopping.abort();
    });
  }
  return stopping.signal;
}
