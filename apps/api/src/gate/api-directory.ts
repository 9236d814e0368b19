import { Inject, Injectable } from '@nestjs/common';
import type { Api, Clock, CommitOutcome, Database } from '@latchkey/domain';
import { CLOCK, DATABASE } from '../ports.js';

interface Directory {
  readonly byHostname: ReadonlyMap<string, Api>;
  readonly byId: ReadonlyMap<string, Api>;
  readonly oldest: Api | null;
}

const UNCERTAIN_FOR_MS = 60_000;

/** Which API a host name means. All of them are kept in process: they are few, and every request asks. */
@Injectable()
export class ApiDirectory {
  private directory: Directory | null = null;
  private underWay: Promise<Directory> | null = null;
  private uncertainUntilMs = 0;
  private isTrusted = true;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** An unknown host name means the oldest API; `null` while there is none. */
  resolve(hostname: string): Api | null | Promise<Api | null> {
    if (this.directory !== null) return named(this.directory, hostname);
    return (this.underWay ?? this.read()).then((directory) => named(directory, hostname));
  }

  async find(id: string): Promise<Api | null> {
    const { byId } = this.directory ?? (await (this.underWay ?? this.read()));
    return byId.get(id) ?? null;
  }

  /**
   * After a change: a look-up under way may have read the old state, so it is forgotten with the rest. Where the outcome
   * is unknown, nothing is kept for a while. A stale directory sends a key to an API that does not know it, and lets
   * nothing in, so a while is enough.
   */
  drop(outcome: CommitOutcome): void {
    if (outcome === 'unknown') this.uncertainUntilMs = this.clock.nowMs() + UNCERTAIN_FOR_MS;
    this.forget();
  }

  /** From now on somebody else may be changing things: every request reads, until `trust`. */
  distrust(): void {
    this.isTrusted = false;
    this.forget();
  }

  /** We are alone again. */
  trust(): void {
    this.isTrusted = true;
    this.forget();
  }

  private mayKeep(): boolean {
    return this.isTrusted && this.clock.nowMs() >= this.uncertainUntilMs;
  }

  private forget(): void {
    this.directory = null;
    this.underWay = null;
  }

  private read(): Promise<Directory> {
    const read: Promise<Directory> = this.database.apis
      .all()
      .then(toDirectory)
      .then((directory) => {
        if (this.underWay === read && this.mayKeep()) this.directory = directory;
        return directory;
      })
      .finally(() => {
        if (this.underWay === read) this.underWay = null;
      });
    this.underWay = read;
    return read;
  }
}

const toDirectory = (apis: readonly Api[]): Directory => ({
  byHostname: new Map(apis.flatMap((api) => api.hostnames.map((hostname) => [hostname, api]))),
  byId: new Map(apis.map((api) => [api.id, api])),
  oldest: apis[0] ?? null,
});

const named = ({ byHostname, oldest }: Directory, hostname: string): Api | null =>
  byHostname.get(hostname.toLowerCase()) ?? oldest;
