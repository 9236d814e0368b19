import type { MessageFailureCode, MessageStatus } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('messages')
export class MessageEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'key_id', nullable: true })
  keyId!: string | null;

  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text', { name: 'device_id' })
  deviceId!: string;

  @Column('text', { name: 'recipient' })
  recipient!: string;

  @Column('text', { name: 'body' })
  body!: string;

  @Column('text', { name: 'status' })
  status!: MessageStatus;

  @Column('timestamptz', { name: 'status_changed_at' })
  statusChangedAt!: Date;

  @Column('text', { name: 'failure_code', nullable: true })
  failureCode!: MessageFailureCode | null;

  @Column('text', { name: 'failure_reason', nullable: true })
  failureReason!: string | null;

  @Column('text', { name: 'provider_message_id', nullable: true })
  providerMessageId!: string | null;

  @Column('text', { name: 'webhook_url', nullable: true })
  webhookUrl!: string | null;

  @Column('boolean', { name: 'sandbox' })
  sandbox!: boolean;

  @Column('integer', { name: 'attempts' })
  attempts!: number;

  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
