import type { Entitlement, MonthStart } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('plans')
export class PlanEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'api_id' })
  apiId!: string;

  @Column('text', { name: 'slug' })
  slug!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'entitlements', array: true })
  entitlements!: Entitlement[];

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

  @Column('text', { name: 'month_starts' })
  monthStarts!: MonthStart;

  @Column('boolean', { name: 'self_service' })
  selfService!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Counted by the database: ids of the same millisecond do not tell which came first. */
  @Column({ type: 'bigint', name: 'position', insert: false, update: false, select: false })
  position!: string;
}
