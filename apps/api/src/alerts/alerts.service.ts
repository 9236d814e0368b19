import { Inject, Injectable } from '@nestjs/common';
import type {
  AlertPage,
  AlertRulesView,
  AlertView,
  ListAlertsQuery,
  SilenceAlertRequest,
  UpdateAlertRulesRequest,
} from '@latchkey/contracts';
import {
  type Alert,
  assertReaches,
  type Caller,
  ChangeAlertRules,
  type Clock,
  type Database,
  defaultAlertRules,
  NotFoundError,
  SilenceAlert,
  silenceOf,
} from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { CLOCK, DATABASE } from '../ports.js';
import { toAlertRulesView, toAlertView, toRuleChanges } from './alert.presenter.js';

@Injectable()
export class AlertsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SilenceAlert) private readonly silenceAlert: SilenceAlert,
    @Inject(ChangeAlertRules) private readonly changeRules: ChangeAlertRules,
  ) {}

  async list(
    caller: Caller,
    workspaceId: string,
    { limit, cursor, state, kind, keyId }: ListAlertsQuery,
  ): Promise<AlertPage> {
    await this.assertThere(caller, workspaceId);
    const filter = { workspaceId, ...(state && { state }), ...(kind && { kind }), ...(keyId && { keyId }) };
    const request = pageRequestOf({ ...(limit && { limit }), ...(cursor && { cursor }) });
    const page = await this.database.alerts.page(filter, request);
    return toPage(page, await this.viewOf(workspaceId, page.items));
  }

  async find(caller: Caller, workspaceId: string, alertId: string): Promise<AlertView> {
    assertReaches(caller, workspaceId);
    const alert = await this.database.alerts.find(workspaceId, alertId);
    if (alert === null) throw new NotFoundError('alert');
    return (await this.viewOf(workspaceId, [alert]))(alert);
  }

  async silence(
    caller: Caller,
    workspaceId: string,
    alertId: string,
    { until }: SilenceAlertRequest,
  ): Promise<AlertView> {
    const untilMs = until ? Date.parse(until) : null;
    return toAlertView(await this.silenceAlert.silence(caller, { workspaceId, alertId }, untilMs));
  }

  async unsilence(caller: Caller, workspaceId: string, alertId: string): Promise<AlertView> {
    return toAlertView(await this.silenceAlert.unsilence(caller, { workspaceId, alertId }));
  }

  async rules(caller: Caller, workspaceId: string): Promise<AlertRulesView> {
    await this.assertThere(caller, workspaceId);
    return toAlertRulesView((await this.database.alertRules.find(workspaceId)) ?? defaultAlertRules(workspaceId));
  }

  async updateRules(
    caller: Caller,
    workspaceId: string,
    { mailTo, rules }: UpdateAlertRulesRequest,
  ): Promise<AlertRulesView> {
    const changes = { ...(mailTo !== undefined && { mailTo }), ...(rules && { rules: toRuleChanges(rules) }) };
    return toAlertRulesView(await this.changeRules.execute(caller, { workspaceId, ...changes }));
  }

  private async assertThere(caller: Caller, workspaceId: string): Promise<void> {
    assertReaches(caller, workspaceId);
    if ((await this.database.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
  }

  private async viewOf(workspaceId: string, alerts: readonly Alert[]): Promise<(alert: Alert) => AlertView> {
    const keyIds = [...new Set(alerts.map(({ keyId }) => keyId))];
    const silences = await this.database.alertSilences.among(workspaceId, keyIds);
    const nowMs = this.clock.nowMs();
    return (alert) => toAlertView({ alert, silence: silenceOf(silences, alert, nowMs) });
  }
}
