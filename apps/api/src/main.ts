import { UnsuitableDatabaseError } from '@latchkey/adapters/postgres';
import {
  DataDirInUseError,
  EmbeddedPostgresStartError,
  EmbeddedPostgresUnavailableError,
} from '@latchkey/adapters/postgres/embedded';
import { ConfigurationError, EXIT_CONFIGURATION, readConfiguration } from './config/configuration.js';
import { serverLogger } from './http/server-logger.js';
import { AnotherInstanceError, DatabaseUnreachableError } from './database.js';
import { PortInUseError, type RunningServer, serve } from './serve.js';

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
  PortInUseError,
];

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(error: unknown): never {
  const expected = EXPECTED.some((kind) => error instanceof kind);
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(error instanceof ConfigurationError ? EXIT_CONFIGURATION : EXIT_FAILURE);
}

/** The first signal ends in good order; a second one at once. */
function stopOnSignals(started: Promise<RunningServer>): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(EXIT_FAILURE);
    stopping = true;
    print(`${signal}: stopping.`);
    started.then((server) => server.stop()).then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

try {
  const configuration = readConfiguration(process.env);
  const started = serve({ configuration, logger: serverLogger(configuration.logLevel), print, onFatal: fail });
  stopOnSignals(started);
  await started;
} catch (error) {
  fail(error);
}
