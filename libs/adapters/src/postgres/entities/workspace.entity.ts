import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('workspaces')
export class WorkspaceEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'api_id' })
  apiId!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'name_folded', select: false })
  nameFolded!: string;

  @Column('text', { name: 'plan_id' })
  planId!: string;

  @Column('text', { name: 'ip_allowlist', array: true })
  ipAllowlist!: string[];

  @Column('timestamptz', { name: 'suspended_at', nullable: true })
  suspendedAt!: Date | null;

  @Column('integer', { name: 'rate_limit', nullable: true })
  rateLimit!: number | null;

  @Column('integer', { name: 'rate_window_ms', nullable: true })
  rateWindowMs!: number | null;

  @Column('integer', { name: 'daily_limit', nullable: true })
  dailyLimit!: number | null;

  @Column('integer', { name: 'messages_per_month', nullable: true })
  messagesPerMonth!: number | null;

  @Column('integer', { name: 'devices_max', nullable: true })
  devicesMax!: number | null;

  @Column('integer', { name: 'keys_max', nullable: true })
  keysMax!: number | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
