import type { MessageStatus } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('messages')
export class MessageEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'key_id' })
  keyId!: string;

  @Column('text', { name: 'device_id' })
  deviceId!: string;

  @Column('text', { name: 'recipient' })
  recipient!: string;

  @Column('text', { name: 'body' })
  body!: string;

  @Column('text', { name: 'status' })
  status!: MessageStatus;

  @Column('boolean', { name: 'sandbox' })
  sandbox!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
