import type { ApiKey } from '../key/api-key.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { FireAlerts, FoundCause } from './fire-alerts.js';
import { rotationDueAtMs } from './rotation-due.js';
import { RulesOfWorkspaces } from './rules-of-workspaces.js';

/** Also how many keys one mail is about. */
const KEYS_PER_BATCH = 100;

/** Finds keys that have not been rotated for too long. Mark, alert and what tells of it are one transaction. */
export class TellOfRotations {
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly fireAlerts: FireAlerts,
    private readonly clock: Clock,
  ) {}

  /** Answers how many keys are due. Ends after the batch at hand when the signal says so. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<number> {
    let due = 0;
    for (let last = KEYS_PER_BATCH; last === KEYS_PER_BATCH && !signal.aborted; due += last)
      last = await this.database.transaction(async (stores) => {
        const keys = await stores.keyNotices.takeRotationDue(this.clock.nowMs(), KEYS_PER_BATCH);
        const rulesOf = new RulesOfWorkspaces(stores);
        const found: FoundCause[] = [];
        for (const key of keys) {
          const { afterDays } = (await rulesOf.of(key.workspaceId)).rotation_due;
          found.push(rotationCause(key, afterDays));
        }
        await this.fireAlerts.execute(stores, found);
        return keys.length;
      });
    return due;
  }
}

const rotationCause = (key: ApiKey, afterDays: number): FoundCause => ({
  workspaceId: key.workspaceId,
  kind: 'rotation_due',
  keyId: key.id,
  key,
  cause: key.id,
  details: { afterDays, dueSince: new Date(rotationDueAtMs(key, afterDays)).toISOString() },
  resolvesAtMs: key.expiresAtMs,
});
