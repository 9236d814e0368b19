import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('mails')
export class MailEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'recipient' })
  recipient!: string;

  @Column('text', { name: 'subject' })
  subject!: string;

  @Column('text', { name: 'text_body' })
  textBody!: string;

  @Column('text', { name: 'html_body' })
  htmlBody!: string;

  @Column('text', { name: 'sealed_link', nullable: true })
  sealedLink!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('integer', { name: 'attempts' })
  attempts!: number;

  @Column('timestamptz', { name: 'next_attempt_at' })
  nextAttemptAt!: Date;
}
