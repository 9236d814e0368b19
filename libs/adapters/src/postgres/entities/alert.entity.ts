import type { EventData } from '@latchkey/domain';
import type { AlertChannel, AlertKind } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('alerts')
export class AlertEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'kind' })
  kind!: AlertKind;

  @Column('text', { name: 'key_id', nullable: true })
  keyId!: string | null;

  @Column('text', { name: 'cause' })
  cause!: string;

  @Column('jsonb', { name: 'details' })
  details!: EventData;

  @Column('timestamptz', { name: 'fired_at' })
  firedAt!: Date;

  @Column('timestamptz', { name: 'resolves_at', nullable: true })
  resolvesAt!: Date | null;

  @Column('timestamptz', { name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  @Column('text', { name: 'told_by', array: true })
  toldBy!: AlertChannel[];
}
