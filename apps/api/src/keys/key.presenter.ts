import type { IssuedKey as IssuedKeyView, KeyTimelineEntryView, KeyView } from '@latchkey/contracts';
import { type ApiKey, type AuditEntry, keyState, type Revocation } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

/** `lastUsedAtMs` is left out for a key that was never used. */
export const toKeyView = (key: ApiKey, nowMs: number, lastUsedAtMs?: number): KeyView => ({
  id: key.id,
  workspaceId: key.workspaceId,
  label: key.label,
  start: key.start,
  last4: key.last4,
  environment: key.environment,
  type: key.type,
  scopes: [...key.scopes],
  deviceIds: [...key.deviceIds],
  appId: key.appId,
  ipAllowlist: [...key.ipAllowlist],
  rateLimit: key.rateLimit,
  quota: key.quota,
  planLabel: key.planLabel,
  metadata: { ...key.metadata },
  state: keyState(key, nowMs),
  createdAt: toTimestamp(key.createdAtMs),
  createdBy: key.createdBy,
  inheritsFrom: key.inheritsFrom,
  expiresAt: toTimestampOrNull(key.expiresAtMs),
  disabledAt: toTimestampOrNull(key.disabledAtMs),
  lastUsedAt: toTimestampOrNull(lastUsedAtMs ?? null),
  revocation: key.revocation && toRevocationView(key.revocation),
  rotatedFrom: key.rotatedFrom,
  replacedBy: key.replacement?.byId ?? null,
  overlapMs: key.replacement?.overlapMs ?? null,
  overlapEndsAt: toTimestampOrNull(key.replacement?.overlapEndsAtMs ?? null),
});

/** Nothing of where it was done from, nor of what was otherwise before: that is for whoever may read the audit log. */
export const toTimelineEntry = ({ atMs, action, actor, reason }: AuditEntry): KeyTimelineEntryView => ({
  at: toTimestamp(atMs),
  action,
  actor,
  reason,
});

interface Issued {
  readonly key: ApiKey;
  /** `null` where an earlier attempt has issued the key. */
  readonly secret: string | null;
}

export const toIssuedKeyView = ({ key, secret }: Issued, nowMs: number): IssuedKeyView => ({
  ...toKeyView(key, nowMs),
  secret,
  ...(secret === null && { secretShownAt: toTimestamp(key.createdAtMs) }),
});

const toRevocationView = ({ atMs, reason, note, by }: Revocation) => ({ at: toTimestamp(atMs), reason, note, by });
