import { type AlertChannel, type AlertKind, EXPIRY_NOTICE_DAYS, THRESHOLD_PERCENTS } from '@latchkey/vocabulary';
import type { UpdateAlertRulesRequest } from '../../shared/api/model';
import type { Rule, Rules } from './rule-words';

/** `keep`: as it is; a number: so many days from now. */
export type SilenceChoice = 'keep' | 'none' | '1' | '7' | '30';

/** As form fields hold it. Which of them there are depends on the kind. */
export interface RuleValues {
  enabled: boolean;
  channels: AlertChannel[];
  silence: SilenceChoice;
  percents: string[];
  days: string[];
  afterDays: string;
  learningDays: string;
  factor: string;
  countMin: string;
}

export type NumberField = 'afterDays' | 'learningDays' | 'factor' | 'countMin';

const NOTHING: Omit<RuleValues, 'enabled' | 'channels' | 'silence'> = {
  percents: [],
  days: [],
  afterDays: '',
  learningDays: '',
  factor: '',
  countMin: '',
};

const isSilenced = ({ silencedUntil }: Rule, nowMs: number): boolean =>
  silencedUntil !== null && Date.parse(silencedUntil) > nowMs;

export function valuesOf(kind: AlertKind, rules: Rules, nowMs: number): RuleValues {
  const rule = rules[kind];
  const own = Object.entries(rule).filter(([name]) => name in NOTHING);
  return {
    ...NOTHING,
    ...Object.fromEntries(own.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)])),
    enabled: rule.enabled,
    channels: [...rule.channels],
    silence: isSilenced(rule, nowMs) ? 'keep' : 'none',
  };
}

const DAY_MS = 86_400_000;

function silenceOf(choice: SilenceChoice, nowMs: number): { silencedUntil?: string | null } {
  if (choice === 'keep') return {};
  return { silencedUntil: choice === 'none' ? null : new Date(nowMs + Number(choice) * DAY_MS).toISOString() };
}

/** What the kind of the rule knows, and nothing else: the server refuses fields of other kinds. */
export function requestOf(kind: AlertKind, values: RuleValues, nowMs: number): UpdateAlertRulesRequest {
  const { enabled, channels, silence } = values;
  const common = { enabled, channels, ...silenceOf(silence, nowMs) };
  switch (kind) {
    case 'quota_used': {
      const percents = THRESHOLD_PERCENTS.filter((percent) => values.percents.includes(String(percent)));
      return { rules: { quota_used: { ...common, percents } } };
    }
    case 'key_expiring': {
      const days = EXPIRY_NOTICE_DAYS.filter((day) => values.days.includes(String(day)));
      return { rules: { key_expiring: { ...common, days } } };
    }
    case 'rotation_due':
      return { rules: { rotation_due: { ...common, afterDays: Number(values.afterDays) } } };
    case 'new_network':
      return { rules: { new_network: { ...common, learningDays: Number(values.learningDays) } } };
    case 'used_after_silence':
      return { rules: { used_after_silence: { ...common, afterDays: Number(values.afterDays) } } };
    case 'refusals_spiking':
    case 'requests_spiking': {
      const rule = { ...common, factor: Number(values.factor), countMin: Number(values.countMin) };
      return { rules: { [kind]: rule } };
    }
  }
}
