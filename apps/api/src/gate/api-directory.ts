import { Inject, Injectable } from '@nestjs/common';
import type { Api, Database } from '@latchkey/domain';
import { DATABASE } from '../ports.js';

interface Directory {
  readonly byHostname: ReadonlyMap<string, Api>;
  readonly oldest: Api | null;
}

/** Which API a host name means. All of them are kept in process: they are few, and every request asks. */
@Injectable()
export class ApiDirectory {
  private directory: Directory | null = null;
  private underWay: Promise<Directory> | null = null;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** An unknown host name means the oldest API; `null` while there is none. */
  resolve(hostname: string): Api | null | Promise<Api | null> {
    if (this.directory !== null) return find(this.directory, hostname);
    return (this.underWay ?? this.read()).then((directory) => find(directory, hostname));
  }

  /** After a change: a look-up under way may have read the old state, so it is forgotten with the rest. */
  drop(): void {
    this.directory = null;
    this.underWay = null;
  }

  private read(): Promise<Directory> {
    const read: Promise<Directory> = this.database.apis
      .all()
      .then(toDirectory)
      .then((directory) => {
        if (this.underWay === read) this.directory = directory;
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
  oldest: apis[0] ?? null,
});

const find = ({ byHostname, oldest }: Directory, hostname: string): Api | null =>
  byHostname.get(hostname.toLowerCase()) ?? oldest;
