import type { Actor } from '@latchkey/domain';
import type { KeyEnvironment, KeyType, Period, RevocationReason, Scope } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('api_keys')
export class ApiKeyEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'api_id' })
  apiId!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'label' })
  label!: string;

  /** What searches look in: folded here and not in SQL, where folding depends on the locale of the server. */
  @Column('text', { name: 'label_folded', select: false })
  labelFolded!: string;

  @Column('bytea', { name: 'sha256' })
  sha256!: Buffer;

  @Column('text', { name: 'start' })
  start!: string;

  @Column('text', { name: 'last4' })
  last4!: string;

  @Column('text', { name: 'environment' })
  environment!: KeyEnvironment;

  @Column('text', { name: 'type' })
  type!: KeyType;

  @Column('text', { name: 'scopes', array: true })
  scopes!: Scope[];

  @Column('text', { name: 'device_ids', array: true })
  deviceIds!: string[];

  @Column('text', { name: 'app_id', nullable: true })
  appId!: string | null;

  @Column('text', { name: 'ip_allowlist', array: true })
  ipAllowlist!: string[];
  @Column('integer', { name: 'rate_limit', nullable: true })
  rateLimit!: number | null;

  @Column('integer', { name: 'rate_window_ms', nullable: true })
  rateWindowMs!: number | null;

  @Column('integer', { name: 'quota_limit', nullable: true })
  quotaLimit!: number | null;

  @Column('text', { name: 'quota_period', nullable: true })
  quotaPeriod!: Period | null;

  @Column('text', { name: 'plan_label', nullable: true })
  planLabel!: string | null;

  @Column('jsonb', { name: 'metadata' })
  metadata!: Record<string, string>;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('text', { name: 'created_by_kind' })
  createdByKind!: Actor['kind'];

  @Column('text', { name: 'created_by_id' })
  createdById!: string;

  @Column('text', { name: 'inherits_from', nullable: true })
  inheritsFrom!: string | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { name: 'enabled_at', nullable: true })
  enabledAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('timestamptz', { name: 'revocation_decided_at', nullable: true })
  revocationDecidedAt!: Date | null;

  @Column('text', { name: 'revocation_reason', nullable: true })
  revocationReason!: RevocationReason | null;

  @Column('text', { name: 'revocation_note', nullable: true })
  revocationNote!: string | null;

  @Column('text', { name: 'revoked_by_kind', nullable: true })
  revokedByKind!: Actor['kind'] | null;

  @Column('text', { name: 'revoked_by_id', nullable: true })
  revokedById!: string | null;

  @Column('text', { name: 'rotated_from', nullable: true })
  rotatedFrom!: string | null;

  @Column('text', { name: 'lineage_id' })
  lineageId!: string;

  @Column('text', { name: 'replaced_by', nullable: true })
  replacedBy!: string | null;

  /** 30 days do not fit into an `integer`; the driver answers a `bigint` as text. */
  @Column('bigint', { name: 'overlap_ms', nullable: true })
  overlapMs!: string | null;

  @Column('timestamptz', { name: 'overlap_ends_at', nullable: true })
  overlapEndsAt!: Date | null;
}
