import type { AuditAction } from '@latchkey/vocabulary';
import { InvalidFieldError, NotFoundError } from '../errors.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from '../use-cases/audited-change.js';
import { assertReaches, type Caller } from '../use-cases/caller.js';
import { type Alert, type AlertSilence, silenceOf } from './alert.js';

export interface AlertAddress {
  readonly workspaceId: string;
  readonly alertId: string;
}

/** An alert as it is shown: with the silence that is in force for its kind and key. */
export interface ShownAlert {
  readonly alert: Alert;
  readonly silence: AlertSilence | null;
}

/** Somebody knows of an alert, and of those of its kind that the same key will have: they are recorded, and told nowhere. */
export class SilenceAlert {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @param untilMs `null`: for good @throws NotFoundError, InvalidFieldError naming `until` */
  silence(caller: Caller, address: AlertAddress, untilMs: number | null): Promise<ShownAlert> {
    return this.change(caller, address, 'alert.silenced', async (stores, { workspaceId, kind, keyId }) => {
      if (untilMs !== null && untilMs <= this.clock.nowMs())
        throw new InvalidFieldError('until', 'until must lie ahead.');
      const silence = { workspaceId, kind, keyId, untilMs };
      await stores.alertSilences.put(silence);
      return silence;
    });
  }

  /** @throws NotFoundError */
  unsilence(caller: Caller, address: AlertAddress): Promise<ShownAlert> {
    return this.change(caller, address, 'alert.unsilenced', async (stores, { workspaceId, kind, keyId }) => {
      await stores.alertSilences.remove(workspaceId, kind, keyId);
      return null;
    });
  }

  private change(
    caller: Caller,
    { workspaceId, alertId }: AlertAddress,
    action: AuditAction,
    write: (stores: Stores, alert: Alert) => Promise<AlertSilence | null>,
  ): Promise<ShownAlert> {
    assertReaches(caller, workspaceId);
    return this.database.transaction(async (stores) => {
      const alert = await stores.alerts.find(workspaceId, alertId);
      if (alert === null) throw new NotFoundError('alert');
      const before = silenceOf(await stores.alertSilences.among(workspaceId, [alert.keyId]), alert, this.clock.nowMs());
      const silence = await write(stores, alert);
      if (told(before) === told(silence)) return { alert, silence };
      const { kind, keyId } = alert;
      const details = { before: { silenced: told(before) }, after: { silenced: told(silence), kind, keyId } };
      const change = { action, workspaceId, targetId: alertId, ...details };
      await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
      return { alert, silence };
    });
  }
}

const told = (silence: AlertSilence | null): string | false => {
  if (silence === null) return false;
  return silence.untilMs === null ? 'for good' : new Date(silence.untilMs).toISOString();
};
