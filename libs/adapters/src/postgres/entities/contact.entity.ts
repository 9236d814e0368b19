import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('contacts')
export class ContactEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('boolean', { name: 'sandbox' })
  sandbox!: boolean;

  @Column('text', { name: 'phone_number' })
  phoneNumber!: string;

  @Column('text', { name: 'name' })
  name!: string;

  /** What searches look in: folded as labels of keys are. */
  @Column('text', { name: 'name_folded', select: false })
  nameFolded!: string;

  @Column('text', { name: 'tags', array: true })
  tags!: string[];

  @Column('jsonb', { name: 'metadata' })
  metadata!: Record<string, string>;

  @Column('timestamptz', { name: 'opted_out_at', nullable: true })
  optedOutAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
