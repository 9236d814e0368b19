import type { DecisionView, PrincipalView } from '@latchkey/contracts';
import type { Decision, Denied, KeyRecord, MeterStanding, RateLimitStanding } from '@latchkey/domain';
import { meaningOf } from '@latchkey/wire';
import type { DenyReason, DenyRule, LimitKind } from '@latchkey/vocabulary';
import { toTimestampOrNull } from '../http/timestamps.js';
import { RULE_MEANINGS } from './rule-meanings.js';

type Verdict = Omit<DecisionView, 'limits' | 'principal'>;

/** A `DecisionView` as JSON text, put together from pieces: most of them are the same from one request to the next. */
export const presentDecision = (decision: Decision, cost: number): string =>
  `${decision.allowed ? OK : openText(verdictOn(decision, cost))},"limits":[${limitsText(decision)}],` +
  `"principal":${principalText(decision.record)}}`;

/** Without the brace that closes it. */
const openText = (verdict: Verdict): string => JSON.stringify(verdict).slice(0, -1);

const OK = openText({
  allowed: true,
  code: 'ok',
  detail: 'The key may do this.',
  rule: null,
  missing: [],
  since: null,
  revocationReason: null,
  retryAfterMs: null,
  retryAfterSeconds: null,
});

function verdictOn(denied: Denied, cost: number): Verdict {
  const { reason, record, rateLimit, meter } = denied;
  const rule = ruleOf(denied, cost);
  const retryAfterMs = rule === 'cost_over_limit' ? null : (rateLimit?.retryAfterMs ?? meter?.resetMs ?? null);
  return {
    allowed: false,
    code: reason,
    detail: rule === null ? meaningOf(denied).detail : RULE_MEANINGS[rule],
    rule,
    missing: [...denied.missing],
    since: toTimestampOrNull(record === null ? null : (BEGINNINGS[reason]?.(record, rule) ?? null)),
    revocationReason: reason === 'key_revoked' ? (record?.key.revocation?.reason ?? null) : null,
    retryAfterMs,
    retryAfterSeconds: retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1000),
  };
}

/** What counts as more than the whole limit is refused for ever, which only who knows the cost can tell. */
const ruleOf = ({ rule, rateLimit, meter }: Denied, cost: number): DenyRule | null =>
  cost > (rateLimit?.limit.limit ?? meter?.limit ?? cost) ? 'cost_over_limit' : rule;

type Beginning = (record: KeyRecord, rule: DenyRule | null) => number | null;

/** When it began, of the reasons that are a matter of time. */
const BEGINNINGS: Readonly<Partial<Record<DenyReason, Beginning>>> = {
  key_revoked: ({ key }) => key.revocation?.atMs ?? null,
  key_disabled: ({ key }) => key.disabledAtMs,
  key_expired: ({ key }, rule) =>
    rule === 'overlap_over' ? (key.replacement?.overlapEndsAtMs ?? null) : key.expiresAtMs,
  workspace_suspended: ({ workspace }) => workspace.suspendedAtMs,
  app_mismatch: ({ app }) => app?.archivedAtMs ?? null,
};

/** `LimitView`s. All that varies are numbers and names of ours, which read the same in JSON. */
function limitsText(decision: Decision): string {
  const texts = decision.rateLimit === null ? [] : [rateText(decision.rateLimit)];
  if (decision.allowed) for (const meter of decision.meters) texts.push(meterText(meter));
  else if (decision.meter !== null) texts.push(meterText(decision.meter));
  return texts.join();
}

const rateText = ({ limit, remaining, resetMs }: RateLimitStanding): string =>
  limitText('rate', limit.limit, limit.windowMs, remaining, resetMs);

const meterText = ({ name, limit, remaining, resetMs }: MeterStanding): string =>
  limitText(name, limit, null, remaining, resetMs);

const limitText = (kind: LimitKind, limit: number, windowMs: number | null, remaining: number, resetMs: number) =>
  `{"kind":"${kind}","limit":${limit},"windowMs":${windowMs},"remaining":${remaining},"resetMs":${resetMs}}`;

/** A record is the same object until something about it changes, and then it is another one. */
const principalTexts = new WeakMap<KeyRecord, string>();

function principalText(record: KeyRecord | null): string {
  if (record === null) return 'null';
  const known = principalTexts.get(record);
  if (known !== undefined) return known;
  const text = JSON.stringify(toPrincipalView(record));
  principalTexts.set(record, text);
  return text;
}

const toPrincipalView = ({ key, heldScopes }: KeyRecord): PrincipalView => ({
  keyId: key.id,
  apiId: key.apiId,
  workspaceId: key.workspaceId,
  label: key.label,
  environment: key.environment,
  type: key.type,
  scopes: [...heldScopes],
  appId: key.appId,
  deviceIds: [...key.deviceIds],
  metadata: { ...key.metadata },
  expiresAt: toTimestampOrNull(key.expiresAtMs),
  replacedBy: key.replacement?.byId ?? null,
  overlapEndsAt: toTimestampOrNull(key.replacement?.overlapEndsAtMs ?? null),
});
