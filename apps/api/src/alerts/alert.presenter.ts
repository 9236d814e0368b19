import type { AlertRuleInput, AlertRulesInput, AlertRulesView, AlertView, RulesOfAlerts } from '@latchkey/contracts';
import { type AlertRule, type AlertRules, alertState, type RuleChanges, type ShownAlert } from '@latchkey/domain';
import { ALERT_KINDS } from '@latchkey/vocabulary';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

export const toAlertView = ({ alert, silence }: ShownAlert): AlertView => ({
  id: alert.id,
  workspaceId: alert.workspaceId,
  kind: alert.kind,
  keyId: alert.keyId,
  state: alertState(alert),
  cause: alert.details,
  firedAt: toTimestamp(alert.firedAtMs),
  resolvedAt: toTimestampOrNull(alert.resolvedAtMs),
  silenced: silence && { until: toTimestampOrNull(silence.untilMs) },
  toldBy: [...alert.toldBy],
});

export const toAlertRulesView = ({ mailTo, rules }: AlertRules): AlertRulesView => ({
  mailTo: mailTo && [...mailTo],
  rules: Object.fromEntries(ALERT_KINDS.map((kind) => [kind, toRuleView(rules[kind])])) as unknown as RulesOfAlerts,
});

const toRuleView = ({ silencedUntilMs, ...rule }: AlertRule) => ({
  ...rule,
  silencedUntil: toTimestampOrNull(silencedUntilMs),
});

/** What was left out is not in it at all: it would count as a change. */
export const toRuleChanges = (input: AlertRulesInput): RuleChanges =>
  Object.fromEntries(
    ALERT_KINDS.flatMap((kind) => {
      const rule = input[kind];
      return rule === undefined ? [] : [[kind, toRuleChange(rule)]];
    }),
  );

function toRuleChange({ silencedUntil, ...rule }: AlertRuleInput): Partial<AlertRule> {
  const given = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
  if (silencedUntil === undefined) return given;
  return { ...given, silencedUntilMs: silencedUntil === null ? null : Date.parse(silencedUntil) };
}
