import type { Actor, AuditDetails } from '@latchkey/domain';
import type { AuditAction } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit_entries')
export class AuditEntryEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('timestamptz', { name: 'at' })
  at!: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind!: Actor['kind'];

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'on_behalf_of_kind', nullable: true })
  onBehalfOfKind!: Actor['kind'] | null;

  @Column('text', { name: 'on_behalf_of_id', nullable: true })
  onBehalfOfId!: string | null;

  @Column('text', { name: 'action' })
  action!: AuditAction;

  @Column('text', { name: 'workspace_id', nullable: true })
  workspaceId!: string | null;

  @Column('text', { name: 'target_id' })
  targetId!: string;

  @Column('jsonb', { name: 'before', nullable: true })
  before!: AuditDetails | null;

  @Column('jsonb', { name: 'after', nullable: true })
  after!: AuditDetails | null;

  @Column('text', { name: 'reason', nullable: true })
  reason!: string | null;

  @Column('text', { name: 'address', nullable: true })
  address!: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('bigint', { name: 'sequence', nullable: true })
  sequence!: string | null;

  @Column('bytea', { name: 'hash', nullable: true })
  hash!: Buffer | null;

  @Column('bytea', { name: 'seal', nullable: true })
  seal!: Buffer | null;
}
