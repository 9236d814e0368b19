import type { EventData } from '@latchkey/domain';
import type { EventType } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('events')
export class EventEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'type' })
  type!: EventType;

  @Column('timestamptz', { name: 'occurred_at' })
  occurredAt!: Date;

  @Column('jsonb', { name: 'data' })
  data!: EventData;

  @Column('text', { name: 'override_url', nullable: true })
  overrideUrl!: string | null;
}
