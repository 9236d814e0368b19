import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CreateFirstOperator, type Database, DomainError, Leases, RecordCache } from '@latchkey/domain';
import type { Logger } from 'pino';
import type { Configuration } from './config/configuration.js';
import { createApp } from './create-app.js';
import { openDatabase } from './database.js';
import { DemoSeed } from './demo/demo-seed.js';
import { ApiDirectory } from './gate/api-directory.js';
import { SetupToken } from './identity/setup-token.js';

export interface ServeOptions {
  readonly configuration: Configuration;
  readonly logger: Logger;
  /** The build of the admin app, where there is one. */
  readonly dashboardDir: string;
  /** A line for the person at the terminal. */
  readonly print: (line: string) => void;
  /** Aborts a start that is under way: what was opened is closed, and the start rejects with an `AbortError`. */
  readonly signal: AbortSignal;
  /** Something without which the server must not go on. */
  readonly onFatal: (error: Error) => void;
}

export interface RunningServer {
  /** Answers the requests under way, then closes everything in reverse order. */
  stop(): Promise<void>;
}

/** The port is somebody else's. */
export class PortInUseError extends Error {
  constructor(port: number) {
    super(`PORT ${port} is in use by another program. Stop it, or set PORT to a free one.`);
    this.name = 'PortInUseError';
  }
}

/** Opens everything, plants what the configuration asks for, and listens. What was opened is closed if a step fails. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const opened: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close();
  };
  try {
    await start(options, (close) => opened.push(close));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: ServeOptions, onOpened: (close: () => Promise<void>) => void): Promise<void> {
  const { configuration, logger, dashboardDir, print, signal } = options;
  const { database, exclusivity, signingSecret, description } = await openDatabase({ ...options, onOpened });
  signal.throwIfAborted();
  const app = await createApp({
    configuration,
    database,
    logger,
    signingSecret,
    dashboardDir: existsSync(path.join(dashboardDir, 'index.html')) ? dashboardDir : null,
  });
  // Runs when the last request has been answered, and the database is still there.
  onOpened(() => returnUnspent(app.get(Leases), logger));
  onOpened(() => app.close());
  await app.init();
  exclusivity.tell(app.get(RecordCache));
  exclusivity.tell(app.get(ApiDirectory));
  await createConfiguredOperator(app, configuration);
  await listen(app, configuration);
  const address = configuration.publicUrl ?? `http://localhost:${(app.getHttpServer().address() as AddressInfo).port}`;
  print(
    `Latchkey is ready.\n  Dashboard  ${address}\n  API        ${address}/v1 (described at ${address}/openapi.json)\n  Database   ${description}`,
  );
  if (configuration.demo) await plantDemo(app, address, print);
  await printSetupLink(app, database, address, print);
}

/** What cannot be given back is lost to the customer until the period ends, as after a crash; it stops no stop. */
async function returnUnspent(leases: Leases, logger: Logger): Promise<void> {
  try {
    await leases.returnAll();
  } catch (err) {
    logger.warn({ err }, 'units that were leased and not spent could not be given back');
  }
}

async function createConfiguredOperator(app: NestFastifyApplication, { firstOperator }: Configuration): Promise<void> {
  if (firstOperator === null) return;
  try {
    const origin = { address: null, requestId: null };
    await app.get(CreateFirstOperator).execute({ ...firstOperator, name: firstOperator.email }, origin);
  } catch (error) {
    // From the second start on the account is there already; a changed password in the environment does not change it.
    if (!(error instanceof DomainError && error.code === 'setup_done')) throw error;
  }
}

async function listen(app: NestFastifyApplication, { port, host }: Configuration): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortInUseError(port);
    throw error;
  }
}

async function plantDemo(app: NestFastifyApplication, address: string, print: (line: string) => void): Promise<void> {
  const { port } = new URL(address);
  let count = 0;
  for await (const { hostname, secret, credentialSource } of app.get(DemoSeed).plant()) {
    if (count++ === 0) print('Demo keys, one for each API. They are shown only now:');
    const header = credentialSource === 'bearer' ? 'Authorization: Bearer' : 'X-API-Key:';
    print(`  curl http://${hostname}${port && `:${port}`}/v1/devices -H '${header} ${secret}'`);
  }
  if (count === 0) print('The demo is planted already; its keys were printed the first time.');
}

async function printSetupLink(
  app: NestFastifyApplication,
  database: Database,
  address: string,
  print: (line: string) => void,
): Promise<void> {
  if (await database.users.any()) return;
  // The token stands behind the '#', which browsers keep to themselves: it is in no request line and no proxy's log.
  print(
    `Create the first account with this link; it works once:\n  ${address}/setup#token=${app.get(SetupToken).text}`,
  );
}
