import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit_heads')
export class AuditHeadEntity {
  @PrimaryColumn('text', { name: 'chain' })
  chain!: string;

  @Column('bigint', { name: 'sequence' })
  sequence!: string;

  @Column('bytea', { name: 'hash' })
  hash!: Buffer;

  @Column('bigint', { name: 'checkpoint_sequence' })
  checkpointSequence!: string;

  @Column('bytea', { name: 'checkpoint_hash' })
  checkpointHash!: Buffer;

  @Column('timestamptz', { name: 'retained_from', nullable: true })
  retainedFrom!: Date | null;

  @Column('bigint', { name: 'unchained' })
  unchained!: string;

  @Column('bigint', { name: 'chains' })
  chains!: string;

  @Column('bigint', { name: 'doubted_from', nullable: true })
  doubtedFrom!: string | null;

  @Column('bytea', { name: 'seal' })
  seal!: Buffer;
}
