import type { ApiKey, Quota, Replacement, Revocation } from '@latchkey/domain';
import type { ApiKeyEntity } from '../entities/api-key.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';
import { fromRateLimit, toRateLimit } from './rate-limit.mapper.js';

export const toApiKey = (row: ApiKeyEntity): ApiKey => ({
  id: row.id,
  apiId: row.apiId,
  workspaceId: row.workspaceId,
  label: row.label,
  sha256: row.sha256.toString('hex'),
  start: row.start,
  last4: row.last4,
  environment: row.environment,
  type: row.type,
  scopes: row.scopes,
  deviceIds: row.deviceIds,
  appId: row.appId,
  ipAllowlist: row.ipAllowlist,
  rateLimit: toRateLimit(row),
  quota: toQuota(row),
  planLabel: row.planLabel,
  metadata: row.metadata,
  createdAtMs: toMs(row.createdAt),
  createdBy: { kind: row.createdByKind, id: row.createdById },
  inheritsFrom: row.inheritsFrom,
  expiresAtMs: toMsOrNull(row.expiresAt),
  disabledAtMs: toMsOrNull(row.disabledAt),
  enabledAtMs: toMsOrNull(row.enabledAt),
  revocation: toRevocation(row),
  rotatedFrom: row.rotatedFrom,
  lineageId: row.lineageId,
  replacement: toReplacement(row),
});

/** A constraint of the table makes the five fields present together or absent together. */
function toRevocation(row: ApiKeyEntity): Revocation | null {
  const { revokedAt, revocationDecidedAt: decidedAt, revocationReason: reason, revocationNote: note } = row;
  const { revokedByKind: kind, revokedById: id } = row;
  if (revokedAt === null || decidedAt === null || reason === null || kind === null || id === null) return null;
  return { atMs: toMs(revokedAt), decidedAtMs: toMs(decidedAt), reason, note, by: { kind, id } };
}

/** As above, for the two. */
const toQuota = ({ quotaLimit: limit, quotaPeriod: period }: ApiKeyEntity): Quota | null =>
  limit === null || period === null ? null : { limit, period };

/** As above, for the two. */
function toReplacement({ replacedBy: byId, overlapMs, overlapEndsAt }: ApiKeyEntity): Replacement | null {
  if (byId === null || overlapMs === null) return null;
  return { byId, overlapMs: Number(overlapMs), overlapEndsAtMs: toMsOrNull(overlapEndsAt) };
}

export const fromApiKey = (key: ApiKey): ApiKeyEntity => ({
  id: key.id,
  apiId: key.apiId,
  workspaceId: key.workspaceId,
  label: key.label,
  labelFolded: key.label.toLowerCase(),
  sha256: sha256Bytes(key.sha256),
  start: key.start,
  last4: key.last4,
  environment: key.environment,
  type: key.type,
  scopes: [...key.scopes],
  deviceIds: [...key.deviceIds],
  appId: key.appId,
  ipAllowlist: [...key.ipAllowlist],
  ...fromRateLimit(key.rateLimit),
  quotaLimit: key.quota?.limit ?? null,
  quotaPeriod: key.quota?.period ?? null,
  planLabel: key.planLabel,
  metadata: key.metadata,
  createdAt: toDate(key.createdAtMs),
  createdByKind: key.createdBy.kind,
  createdById: key.createdBy.id,
  inheritsFrom: key.inheritsFrom,
  expiresAt: toDateOrNull(key.expiresAtMs),
  disabledAt: toDateOrNull(key.disabledAtMs),
  enabledAt: toDateOrNull(key.enabledAtMs),
  revokedAt: toDateOrNull(key.revocation?.atMs ?? null),
  revocationDecidedAt: toDateOrNull(key.revocation?.decidedAtMs ?? null),
  revocationReason: key.revocation?.reason ?? null,
  revocationNote: key.revocation?.note ?? null,
  revokedByKind: key.revocation?.by.kind ?? null,
  revokedById: key.revocation?.by.id ?? null,
  rotatedFrom: key.rotatedFrom,
  lineageId: key.lineageId,
  replacedBy: key.replacement?.byId ?? null,
  overlapMs: key.replacement?.overlapMs.toString() ?? null,
  overlapEndsAt: toDateOrNull(key.replacement?.overlapEndsAtMs ?? null),
});

export const sha256Bytes = (sha256: string): Buffer => Buffer.from(sha256, 'hex');
