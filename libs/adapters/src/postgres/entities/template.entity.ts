import type { TemplateStatus } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('templates')
export class TemplateEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'language' })
  language!: string;

  @Column('text', { name: 'body' })
  body!: string;

  @Column('text', { name: 'status' })
  status!: TemplateStatus;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
