import type { DeskOutcome, RevocationReason } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import type { ApiKey } from '../key/api-key.js';
import type { Database, SoughtKey } from '../ports/database.port.js';
import type { Caller } from '../use-cases/caller.js';
import type { EndLeakedKey, Ended, Ending } from './end-leaked-key.js';

export interface DeskRevocation {
  readonly reason: RevocationReason;
  /** Where the case is kept, by its name there. */
  readonly ticket?: string;
  readonly note?: string;
}

export interface DeskItem {
  /** `null` where there is no such key. */
  readonly keyId: string | null;
  readonly outcome: DeskOutcome;
}

/** Support ends keys in any workspace. */
export class RevokeAtDesk {
  constructor(
    private readonly database: Pick<Database, 'keys'>,
    private readonly endKey: EndLeakedKey,
  ) {}

  /** The first reason stands. @throws NotFoundError */
  async one(caller: Caller, keyId: string, revocation: DeskRevocation): Promise<ApiKey> {
    const ended = await this.end(caller, { by: 'keyId', keyId }, endingOf(revocation));
    if (ended === null) throw new NotFoundError('key');
    return ended.key;
  }

  /**
   * In their order, each in a transaction of its own, and all in force when this resolves. One that is broken off has done
   * a part, which stays done; asked again, it does the rest.
   */
  async many(caller: Caller, sought: readonly SoughtKey[], revocation: DeskRevocation): Promise<readonly DeskItem[]> {
    const ending = endingOf(revocation);
    const items: DeskItem[] = [];
    for (const each of sought) {
      const ended = await this.end(caller, each, ending);
      items.push({ keyId: ended?.key.id ?? null, outcome: ended?.outcome ?? 'unknown' });
    }
    return items;
  }

  private async end(caller: Caller, sought: SoughtKey, ending: Ending): Promise<Ended | null> {
    const [found] = await this.database.keys.seek(sought, 1);
    if (found === undefined) return null;
    return this.endKey.execute(caller, { workspaceId: found.workspaceId, keyId: found.id }, ending);
  }
}

function endingOf({ reason, ticket, note }: DeskRevocation): Ending {
  const parts = [...(ticket === undefined ? [] : [`Ticket ${ticket}.`]), ...(note === undefined ? [] : [note])];
  const why = [`Support has revoked it, because: ${WORDS[reason]}.`, ...parts].join(' ');
  return { reason, note: parts.length > 0 ? parts.join(' ') : null, why };
}

const WORDS: Readonly<Record<RevocationReason, string>> = {
  compromised: 'it may have leaked',
  superseded: 'another key has taken its place',
  unused: 'it was not used',
  owner_left: 'whoever created it has left',
  policy: 'a policy does not allow it',
  administrative: 'an administrative decision',
};
