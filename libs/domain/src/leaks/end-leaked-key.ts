import type { RevocationReason } from '@latchkey/vocabulary';
import type { EventData } from '../events/workspace-event.js';
import { type ApiKey, isRevoked } from '../key/api-key.js';
import { leakedKeyMail, type LeakedKeyMail } from '../mail/leaked-key-mail.js';
import type { Stores } from '../ports/database.port.js';
import type { Caller } from '../use-cases/caller.js';
import type { ChangeKey, KeyAddress, LockedKey } from '../use-cases/change-key.js';
import { revocationChange } from '../use-cases/revoke-key.js';
import type { TellOwners } from '../use-cases/tell-owners.js';

export interface Ending {
  readonly reason: RevocationReason;
  readonly note: string | null;
  /** One sentence for whoever owns the workspace. */
  readonly why: string;
  /** What the events say besides. */
  readonly news?: EventData;
}

export interface Ended {
  readonly key: ApiKey;
  readonly outcome: 'revoked' | 'already';
}

/** Revokes a key at once, whatever state it is in, and has its owners told in the same transaction. */
export class EndLeakedKey {
  constructor(
    private readonly changeKey: ChangeKey,
    private readonly owners: TellOwners,
  ) {}

  /** @throws NotFoundError */
  execute(caller: Caller, address: KeyAddress, ending: Ending): Promise<Ended> {
    return this.changeKey.underLock(caller, address, (locked) => this.underLock(caller, locked, ending));
  }

  async underLock(caller: Caller, { key, nowMs, stores, write }: LockedKey, ending: Ending): Promise<Ended> {
    if (isRevoked(key, nowMs)) return { key, outcome: 'already' };
    const { reason, note, why, news } = ending;
    const change = revocationChange(key, { atMs: nowMs, decidedAtMs: nowMs, reason, note, by: caller.actor });
    await write({ ...change, ...(news && { news }) });
    await this.tell(stores, change.key, 'revoked', why);
    return { key: change.key, outcome: 'revoked' };
  }

  async tell(stores: Stores, key: ApiKey, act: LeakedKeyMail['act'], why: string): Promise<void> {
    const workspace = await stores.workspaces.find(key.workspaceId);
    const mail = leakedKeyMail({ key, workspaceName: workspace?.name ?? key.workspaceId, act, why });
    await this.owners.execute(stores, key.workspaceId, mail);
  }
}
