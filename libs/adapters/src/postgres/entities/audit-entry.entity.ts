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
}
