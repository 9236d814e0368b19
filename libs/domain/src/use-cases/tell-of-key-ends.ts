import { EXPIRY_NOTICE_DAYS, type ExpiryNoticeDays } from '@latchkey/vocabulary';
import type { FireAlerts, FoundCause } from '../alerts/fire-alerts.js';
import { resolveAlertsOfKey } from '../alerts/resolve-alerts.js';
import { RulesOfWorkspaces } from '../alerts/rules-of-workspaces.js';
import type { ApiKey } from '../key/api-key.js';
import { eventsOfAction, keyEventData } from '../key/key-event.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { appendKeyEvent } from './tell-of-key.js';

/** Few enough that nobody who wants to change one of them has to wait long. */
const KEYS_PER_BATCH = 100;

/**
 * Tells workspaces of what time alone does to their keys: a scheduled revocation that comes into force, and an expiry that
 * comes near. Mark, alert and event are one transaction, so each is told once, however often this runs or is broken off.
 */
export class TellOfKeyEnds {
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly fireAlerts: FireAlerts,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Answers how many keys were told of. Ends after the batch at hand when the signal says so. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<number> {
    let told = await this.inBatches(signal, (stores) => this.revoked(stores));
    // The nearest first: a key that was overlooked for long is told of at that distance alone.
    for (const days of EXPIRY_NOTICE_DAYS)
      told += await this.inBatches(signal, (stores) => this.expiring(stores, days));
    return told;
  }

  private async inBatches(signal: AbortSignal, batch: (stores: Stores) => Promise<number>): Promise<number> {
    let told = 0;
    for (let last = KEYS_PER_BATCH; last === KEYS_PER_BATCH && !signal.aborted; told += last)
      last = await this.database.transaction(batch);
    return told;
  }

  private async revoked(stores: Stores): Promise<number> {
    const nowMs = this.clock.nowMs();
    const keys = await stores.keyNotices.takeRevoked(nowMs, KEYS_PER_BATCH);
    for (const key of keys) {
      const data = keyEventData(key, nowMs);
      for (const type of eventsOfAction('key.revoked', key))
        await appendKeyEvent(stores, key, { type, data }, this.clock, this.random);
      await resolveAlertsOfKey(stores, key, this.clock, this.random);
    }
    return keys.length;
  }

  private async expiring(stores: Stores, days: ExpiryNoticeDays): Promise<number> {
    const nowMs = this.clock.nowMs();
    const keys = await stores.keyNotices.takeExpiring(days, nowMs, KEYS_PER_BATCH);
    const wanted: FoundCause[] = [];
    const rulesOf = new RulesOfWorkspaces(stores);
    for (const key of keys)
      if ((await rulesOf.of(key.workspaceId)).key_expiring.days.includes(days)) wanted.push(expiryCause(key, days));
    await this.fireAlerts.execute(stores, wanted);
    return keys.length;
  }
}

const expiryCause = (key: ApiKey, days: ExpiryNoticeDays): FoundCause => ({
  workspaceId: key.workspaceId,
  kind: 'key_expiring',
  keyId: key.id,
  key,
  cause: `${key.id} ${days}`,
  details: { expiresWithinDays: days, expiresAt: new Date(key.expiresAtMs!).toISOString() },
  resolvesAtMs: key.expiresAtMs,
});
