import type { LeakPolicy } from '@latchkey/vocabulary';
import { type ApiKey, isRevoked } from '../key/api-key.js';
import type { Database } from '../ports/database.port.js';
import { AS_SYSTEM, type Caller } from '../use-cases/caller.js';
import type { ChangeKey, LockedKey } from '../use-cases/change-key.js';
import type { EndLeakedKey } from './end-leaked-key.js';
import type { LeakReport } from './leak-report.js';

/** Who reports, in the words of notes and mails, such as `GitHub secret scanning`. */
export type Scanner = string;

type Origin = Pick<Caller, 'address' | 'requestId'>;

interface Find {
  readonly caller: Caller;
  readonly scanner: Scanner;
  readonly report: LeakReport;
  /** The keys that owners have been written to about: a key that lies in a thousand places is one mail. */
  readonly mailed: Set<string>;
}

/**
 * Does with keys that were found in public what the policy of their API says. One key at a time, each in a transaction of
 * its own: in force, and its owners told, before the next. A report that comes again finds nothing left to do.
 */
export class TakeLeakReports {
  constructor(
    private readonly database: Pick<Database, 'keys'>,
    private readonly changeKey: ChangeKey,
    private readonly endKey: EndLeakedKey,
  ) {}

  /**
   * Says of each, in their order, whether it is a key of ours, in whatever state.
   * @throws once all have been tried, what the first threw that failed
   */
  async execute(origin: Origin, scanner: Scanner, reports: readonly LeakReport[]): Promise<readonly boolean[]> {
    const { address, requestId } = origin;
    const caller: Caller = { ...AS_SYSTEM, address, requestId };
    const mailed = new Set<string>();
    const verdicts: boolean[] = [];
    const failures: unknown[] = [];
    for (const report of reports) {
      try {
        verdicts.push(await this.judge({ caller, scanner, report, mailed }));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return verdicts;
  }

  private async judge(find: Find): Promise<boolean> {
    const [found] = await this.database.keys.seek({ by: 'sha256', sha256: find.report.sha256 }, 1);
    if (found === undefined) return false;
    const address = { workspaceId: found.workspaceId, keyId: found.id };
    await this.changeKey.underLock(find.caller, address, (locked) => this.act(locked, find));
    return true;
  }

  /** The API is locked too, so that a policy which somebody has changed, and been answered, is the one that holds. */
  private async act(locked: LockedKey, find: Find): Promise<void> {
    const { key, nowMs, stores } = locked;
    if (isRevoked(key, nowMs)) return;
    const api = await stores.apis.lock(key.apiId);
    const policy: LeakPolicy = api?.defaults.leakPolicy ?? 'revoke';
    switch (policy) {
      case 'revoke': {
        const ending = { reason: 'compromised', note: noteOf(find), why: noteOf(find), news: newsOf(find) } as const;
        await this.endKey.underLock(find.caller, locked, ending);
        return;
      }
      case 'disable':
        return this.disable(locked, find);
      case 'notify':
        if (await isNews(locked, find)) await this.tell(locked, find, key, 'reported');
    }
  }

  private async disable(locked: LockedKey, find: Find): Promise<void> {
    const { key, nowMs, write } = locked;
    const isFirst = await isNews(locked, find);
    if (key.disabledAtMs !== null && !isFirst) return;
    const disabled = { ...key, disabledAtMs: key.disabledAtMs ?? nowMs };
    if (key.disabledAtMs === null)
      await write({ key: disabled, action: 'key.disabled', reason: 'compromised', after: detailsOf(find) });
    await this.tell(locked, find, disabled, 'disabled');
  }

  private async tell({ stores, tell }: LockedKey, find: Find, key: ApiKey, act: 'disabled' | 'reported') {
    const news = newsOf(find);
    await tell({ key, action: 'key.leak_reported', reason: 'compromised', after: detailsOf(find), news });
    if (find.mailed.has(key.id)) return;
    await this.endKey.tell(stores, key, act, noteOf(find));
    find.mailed.add(key.id);
  }
}

const isNews = ({ key, nowMs, stores }: LockedKey, { report }: Find): Promise<boolean> =>
  stores.leakNotices.note({ keyId: key.id, place: report.place.id, atMs: nowMs });

/** For whoever finds their key ended. */
const noteOf = ({ scanner, report: { place } }: Find): string =>
  `Found in public by ${scanner}: ${[place.source, place.url].filter((part) => part !== null).join(', ')}.`;

const detailsOf = ({ scanner, report: { place } }: Find) => ({ scanner, source: place.source, url: place.url });

const newsOf = (find: Find) => ({ leak: detailsOf(find) });
