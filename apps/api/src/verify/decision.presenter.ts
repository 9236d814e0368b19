import type { DecisionView, LimitView, PrincipalView } from '@latchkey/contracts';
import type { ApiKey, Decision, Denied, KeyRecord, RateLimitStanding } from '@latchkey/domain';
import { DENIAL_MEANINGS } from '@latchkey/wire';
import type { DenyReason, DenyRule } from '@latchkey/vocabulary';
import { toTimestampOrNull } from '../http/timestamps.js';
import { RULE_MEANINGS } from './rule-meanings.js';

type Verdict = Omit<DecisionView, 'limits' | 'principal'>;

/** A `DecisionView` as JSON text, put together from pieces: most of them are the same from one request to the next. */
export const presentDecision = (decision: Decision, cost: number): string =>
  `${decision.allowed ? OK : openText(verdictOn(decision, cost))},"limits":${limitsText(decision.rateLimit)},` +
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
  const { reason, record, rateLimit } = denied;
  const rule = ruleOf(denied, cost);
  const retryAfterMs = rateLimit === null || rule === 'cost_over_limit' ? null : rateLimit.retryAfterMs;
  return {
    allowed: false,
    code: reason,
    detail: rule === null ? DENIAL_MEANINGS[reason].detail : RULE_MEANINGS[rule],
    rule,
    missing: [...denied.missing],
    since: toTimestampOrNull(record === null ? null : sinceMs(reason, rule, record)),
    revocationReason: reason === 'key_revoked' ? (record?.key.revocation?.reason ?? null) : null,
    retryAfterMs,
    retryAfterSeconds: retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1000),
  };
}

/** What counts as more than the whole limit is refused for ever, which only who knows the cost can tell. */
const ruleOf = ({ rule, rateLimit }: Denied, cost: number): DenyRule | null =>
  rateLimit !== null && cost > rateLimit.limit.limit ? 'cost_over_limit' : rule;

function sinceMs(reason: DenyReason, rule: DenyRule | null, { key, workspace, app }: KeyRecord): number | null {
  if (rule === 'app_archived') return app?.archivedAtMs ?? null;
  switch (reason) {
    case 'key_revoked':
      return key.revocation?.atMs ?? null;
    case 'key_disabled':
      return key.disabledAtMs;
    case 'key_expired':
      return endOf(key, rule);
    case 'workspace_suspended':
      return workspace.suspendedAtMs;
    default:
      return null;
  }
}

const endOf = ({ expiresAtMs, replacement }: ApiKey, rule: DenyRule | null): number | null =>
  rule === 'overlap_over' ? (replacement?.overlapEndsAtMs ?? null) : expiresAtMs;

const limitsText = (standing: RateLimitStanding | null): string =>
  standing === null ? '[]' : JSON.stringify([toLimitView(standing)]);

const toLimitView = ({ limit: { limit, windowMs }, remaining, resetMs }: RateLimitStanding): LimitView => ({
  kind: 'rate',
  limit,
  windowMs,
  remaining,
  resetMs,
});

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
