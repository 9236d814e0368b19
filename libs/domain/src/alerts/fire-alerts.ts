import type { AlertChannel } from '@latchkey/vocabulary';
import { workspaceEvent } from '../events/workspace-event.js';
import { newId } from '../id.js';
import type { ApiKey } from '../key/api-key.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { TellOwners } from '../use-cases/tell-owners.js';
import { type Alert, type AlertCause, type AlertSilence, silenceOf } from './alert.js';
import { EVENT_OF_ALERT, firedEventData } from './alert-event.js';
import { type AlertAboutKey, alertMail } from './alert-mail.js';
import { type AlertRules, defaultAlertRules, isRuleSilent } from './alert-rules.js';

export interface FoundCause extends AlertCause {
  /** Where it is known already. */
  readonly key?: ApiKey;
}

/** What holds in the workspace while its alerts are fired. */
interface Place {
  readonly rules: AlertRules;
  readonly silences: readonly AlertSilence[];
  readonly nowMs: number;
}

/**
 * Records what was found and tells of it, in the transaction of whoever found it: the record, the event and the mail commit
 * together or not at all. The record decides: what has one has been told, or was not to be.
 */
export class FireAlerts {
  constructor(
    private readonly tellOwners: TellOwners,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Answers how many were new. Of a rule that is off there are none. */
  async execute(stores: Stores, found: readonly FoundCause[]): Promise<number> {
    let fired = 0;
    // Always in the same order, so that two who fire the same do not wait for each other.
    for (const workspaceId of [...new Set(found.map((cause) => cause.workspaceId))].sort())
      fired += await this.inWorkspace(
        stores,
        workspaceId,
        found.filter((cause) => cause.workspaceId === workspaceId),
      );
    return fired;
  }

  private async inWorkspace(stores: Stores, workspaceId: string, found: readonly FoundCause[]): Promise<number> {
    const rules = (await stores.alertRules.find(workspaceId)) ?? defaultAlertRules(workspaceId);
    const wanted = found.filter(({ kind }) => rules.rules[kind].enabled);
    if (wanted.length === 0) return 0;
    const keyIds = [...new Set(wanted.map(({ keyId }) => keyId))];
    const silences = await stores.alertSilences.among(workspaceId, keyIds);
    const place: Place = { rules, silences, nowMs: this.clock.nowMs() };
    const fired: AlertAboutKey[] = [];
    for (const cause of [...wanted].sort((a, b) => (a.cause < b.cause ? -1 : 1))) {
      const alert = this.alertOf(cause, place);
      if (await stores.alerts.fire(alert)) fired.push({ alert, key: await keyOf(stores, cause) });
    }
    await this.tell(stores, rules, fired);
    return fired.length;
  }

  private alertOf({ key: _, ...cause }: FoundCause, place: Place): Alert {
    const { nowMs } = place;
    const isOver = cause.resolvesAtMs !== null && cause.resolvesAtMs <= nowMs;
    return {
      ...cause,
      id: newId('alr', nowMs, this.random),
      firedAtMs: nowMs,
      resolvedAtMs: isOver ? nowMs : null,
      toldBy: isOver ? [] : this.channelsFor(cause, place),
    };
  }

  private channelsFor(cause: AlertCause, { rules, silences, nowMs }: Place): readonly AlertChannel[] {
    const rule = rules.rules[cause.kind];
    if (isRuleSilent(rule, nowMs) || silenceOf(silences, cause, nowMs) !== null) return [];
    return rule.channels.filter((channel) => channel !== 'mail' || this.tellOwners.hasMailServer);
  }

  private async tell(stores: Stores, rules: AlertRules, fired: readonly AlertAboutKey[]): Promise<void> {
    const { workspaceId, mailTo } = rules;
    for (const { alert, key } of fired.filter(({ alert }) => alert.toldBy.includes('webhook'))) {
      const data = firedEventData(alert, key, alert.firedAtMs);
      const event = { workspaceId, type: EVENT_OF_ALERT[alert.kind], data };
      await stores.events.append(workspaceEvent(event, this.clock, this.random));
    }
    const mailed = fired.filter(({ alert }) => alert.toldBy.includes('mail'));
    const workspace = mailed.length === 0 ? null : await stores.workspaces.find(workspaceId);
    if (workspace !== null)
      await this.tellOwners.execute(stores, workspaceId, alertMail(workspace.name, mailed), mailTo);
  }
}

const keyOf = async (stores: Stores, { key, keyId, workspaceId }: FoundCause): Promise<ApiKey | null> =>
  key ?? (keyId === null ? null : stores.keys.find(workspaceId, keyId));
