import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('apps')
export class AppEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'app_key' })
  appKey!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}
