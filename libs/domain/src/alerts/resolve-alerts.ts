import { workspaceEvent } from '../events/workspace-event.js';
import type { ApiKey } from '../key/api-key.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { type Alert, ENDED_WITH_KEY, silenceOf } from './alert.js';
import { resolvedEventData } from './alert-event.js';
import { defaultAlertRules, isRuleSilent } from './alert-rules.js';

const ALERTS_PER_BATCH = 100;

/** Ends alerts whose time has come. Each batch is a transaction, told in it. */
export class ResolveAlerts {
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Answers how many have ended. Ends after the batch at hand when the signal says so. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<number> {
    let ended = 0;
    for (let last = ALERTS_PER_BATCH; last === ALERTS_PER_BATCH && !signal.aborted; ended += last)
      last = await this.database.transaction(async (stores) => {
        const resolved = await stores.alerts.resolveDue(this.clock.nowMs(), ALERTS_PER_BATCH);
        await tellResolved(stores, resolved, this.clock, this.random);
        return resolved.length;
      });
    return ended;
  }
}

/** In the transaction that replaces or revokes a key. */
export async function resolveAlertsOfKey(stores: Stores, key: ApiKey, clock: Clock, random: Random): Promise<void> {
  const { workspaceId, id } = key;
  const resolved = await stores.alerts.resolveOfKey(workspaceId, id, ENDED_WITH_KEY, clock.nowMs());
  await tellResolved(stores, resolved, clock, random);
}

/** In the transaction that ends them. Whoever was not told of an alert, or has silenced it, hears nothing of its end. */
export async function tellResolved(
  stores: Stores,
  resolved: readonly Alert[],
  clock: Clock,
  random: Random,
): Promise<void> {
  for (const alert of resolved.filter(({ toldBy }) => toldBy.includes('webhook'))) {
    if (await isSilenced(stores, alert, clock.nowMs())) continue;
    const event = { workspaceId: alert.workspaceId, type: 'alert.resolved', data: resolvedEventData(alert) } as const;
    await stores.events.append(workspaceEvent(event, clock, random));
  }
}

async function isSilenced(stores: Stores, alert: Alert, nowMs: number): Promise<boolean> {
  const { workspaceId, kind, keyId } = alert;
  const silences = await stores.alertSilences.among(workspaceId, [keyId]);
  const { rules } = (await stores.alertRules.find(workspaceId)) ?? defaultAlertRules(workspaceId);
  return isRuleSilent(rules[kind], nowMs) || silenceOf(silences, alert, nowMs) !== null;
}
