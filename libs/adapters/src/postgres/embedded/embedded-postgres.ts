import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { prepareBinaries, type Binaries } from './binaries.js';
import { clusterDirectoryOf, DATABASE_NAME, DATABASE_USER, prepareCluster, type Cluster } from './cluster.js';
import { lockDataDir, type DataDirLock } from './data-dir-lock.js';
import { EmbeddedPostgresStartError } from './errors.js';
import type { EmbeddedPostgresLog } from './events.js';
import { stopLeftoverPostmaster } from './leftover-postmaster.js';
import { createDataDir, placeData, type Placement } from './placement.js';
import { startPostmaster, type Postmaster, type PostmasterRequest } from './postmaster.js';
import { RestartPolicy } from './restart-policy.js';
import { openServerLog } from './server-log.js';
import type { Listening } from './server-settings.js';
import { prepareSocketDirectory, removeAbandonedSocketDirectory, SOCKET_PORT } from './socket-directory.js';

export interface EmbeddedPostgresOptions {
  /** Created with its parents, mode 0700. Relative paths count from the working directory. */
  readonly dataDir: string;
  readonly log: EmbeddedPostgresLog;
  /** The server died again and again and is given up. Without a database the process had better end. */
  readonly onExhausted?: (error: Error) => void;
  /** Aborts a start that is under way: everything begun is undone, and the start rejects with the reason. */
  readonly signal?: AbortSignal;
  /** The `native` directory of a platform package, instead of the installed one. */
  readonly nativeDirectory?: string;
  /** Where, as root, goes what the unprivileged user cannot reach. Default `/var/lib/latchkey`. */
  readonly sharedRoot?: string;
}

export interface EmbeddedPostgresConnection {
  /** The directory of the Unix socket, as `pg` takes it; `127.0.0.1` on Windows. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** A secret: not for logs. */
  readonly password: string;
}

export interface EmbeddedPostgres {
  readonly connection: EmbeddedPostgresConnection;
  /** `18.4` */
  readonly binaryVersion: string;
  /** The cluster. Usually in DATA_DIR; elsewhere when root's unprivileged user cannot get there. */
  readonly dataDirectory: string;
  /** Ends the server and frees DATA_DIR. May be called at any time, and again: all calls wait for the same end. */
  stop(): Promise<void>;
}

/**
 * Starts a Postgres server of our own on DATA_DIR and keeps it running until `stop()`.
 *
 * Throws `DataDirInUseError` when another process holds DATA_DIR, `EmbeddedPostgresUnavailableError` where the server
 * cannot run at all, `EmbeddedPostgresStartError` when it should have started and did not.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  options.signal?.throwIfAborted();
  const dataDir = await createDataDir(options.dataDir);
  const lock = await lockDataDir(dataDir, options.log);
  const server = new SupervisedServer(options, dataDir, lock);
  const abort = () => void server.stop();
  options.signal?.addEventListener('abort', abort, { once: true });
  if (options.signal?.aborted) abort(); // While we waited for the lock, when nobody listened.
  try {
    await server.start();
    options.signal?.throwIfAborted();
    return server;
  } catch (error) {
    await server.stop();
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

class SupervisedServer implements EmbeddedPostgres {
  connection!: EmbeddedPostgresConnection;
  binaryVersion!: string;
  dataDirectory!: string;

  private readonly stopping = new AbortController();
  private readonly restarts = new RestartPolicy();
  /** Undone in reverse order by `stop()`. */
  private readonly cleanups: (() => Promise<void>)[] = [];
  private postmaster: Postmaster | undefined;
  /** The start or the restart that is under way. */
  private work: Promise<unknown> = Promise.resolve();
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly options: EmbeddedPostgresOptions,
    private readonly dataDir: string,
    lock: DataDirLock,
  ) {
    this.cleanups.push(() => lock.release());
  }

  start(): Promise<void> {
    const work = this.prepareAndLaunch();
    this.work = work.catch(() => undefined); // Reported by the start itself; `stop` only waits for its end.
    return work;
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.end());
  }

  private async end(): Promise<void> {
    this.stopping.abort(new EmbeddedPostgresStartError('it was stopped meanwhile'));
    await this.work;
    await this.postmaster?.shutDown();
    const failures: unknown[] = [];
    for (const undo of this.cleanups.reverse()) {
      await undo().catch((error: unknown) => failures.push(error)); // The others have their turn.
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `stopping Postgres: ${failures.map(String).join('; ')}`);
  }

  private async prepareAndLaunch(): Promise<void> {
    const { options, dataDir } = this;
    const { log, sharedRoot = '/var/lib/latchkey' } = options;
    const { signal } = this.stopping;
    signal.throwIfAborted();
    const placement = await placeData(dataDir, sharedRoot, log);
    const cacheDirectory = path.join(placement.user ? sharedRoot : dataDir, 'binaries');
    const { nativeDirectory } = options;
    const binaries = await prepareBinaries({ nativeDirectory, user: placement.user, cacheDirectory, log });

    const leftover = await stopLeftoverPostmaster(clusterDirectoryOf(placement.home), log, signal);
    if (leftover) await removeAbandonedSocketDirectory(leftover.socketDirectory, placement.user);
    // By this name Postgres learns of a pid that is not another server's, although its old pid file says so: it is
    // dead, or the number has gone to a process that we have found to be something else.
    const environment = leftover ? { PG_GRANDPARENT_PID: String(leftover.pid) } : {};

    const cluster = await prepareCluster({ ...placement, binaries, log, signal, environment });
    await this.launchOn(cluster, placement, binaries, environment);
  }

  private async launchOn(
    cluster: Cluster,
    placement: Placement,
    binaries: Binaries,
    environment: NodeJS.ProcessEnv,
  ): Promise<void> {
    const { log } = this.options;
    const listening = await this.chooseListening(placement);
    const serverLog = await openServerLog(placement.home, log);
    this.cleanups.push(() => serverLog.close());
    this.dataDirectory = cluster.directory;
    this.binaryVersion = binaries.version;
    const host = listening.kind === 'socket' ? listening.directory : '127.0.0.1';
    const { password } = cluster;
    this.connection = { host, port: listening.port, user: DATABASE_USER, database: DATABASE_NAME, password };
    const request = {
      program: binaries.postgres,
      clusterDirectory: cluster.directory,
      listening,
      user: placement.user,
      environment,
      serverLog,
      log,
      signal: this.stopping.signal,
    };
    await this.launch(request);
    const as = placement.user ? ` as ${placement.user.name}` : '';
    log({ level: 'info', message: `Postgres ${binaries.version} runs on ${cluster.directory}${as}` });
  }

  private async chooseListening(placement: Placement): Promise<Listening> {
    if (process.platform === 'win32') return { kind: 'loopback', port: await freePort() };
    const socket = await prepareSocketDirectory(placement);
    this.cleanups.push(() => socket.remove());
    return { kind: 'socket', directory: socket.directory, port: SOCKET_PORT };
  }

  private async launch(request: PostmasterRequest): Promise<void> {
    this.stopping.signal.throwIfAborted();
    const postmaster = await startPostmaster(request);
    this.postmaster = postmaster;
    const abandon = () => postmaster.abandon();
    process.once('exit', abandon); // process.exit() without stop(): leave no server behind.
    void postmaster.ended.then((how) => {
      process.removeListener('exit', abandon);
      if (!this.stopping.signal.aborted) this.work = this.restart(how, request);
    });
  }

  /** Never rejects: it ends with a running server, with `onExhausted`, or because of `stop()`. */
  private async restart(how: string, request: PostmasterRequest): Promise<void> {
    const { log } = this.options;
    let reason = new EmbeddedPostgresStartError(`the server ended with ${how}`);
    log({ level: 'error', message: `Postgres ended unexpectedly with ${how}; see ${request.serverLog.path}` });
    for (;;) {
      const waitMs = this.restarts.nextDelayMs(performance.now());
      if (waitMs === undefined) return this.giveUp(reason);
      try {
        log({ level: 'warn', message: `restarting Postgres in ${waitMs} ms` });
        await delay(waitMs, undefined, { signal: this.stopping.signal });
        await this.launch(request);
        return log({ level: 'info', message: 'Postgres runs again' });
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        reason = error instanceof EmbeddedPostgresStartError ? error : new EmbeddedPostgresStartError(String(error));
        log({ level: 'error', message: reason.message });
      }
    }
  }

  private giveUp(reason: Error): void {
    this.options.log({ level: 'error', message: 'Postgres does not stay up: giving up on it' });
    this.options.onExhausted?.(reason);
  }
}

/** A port that was free a moment ago; with the password it does not matter who else may find it. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
