import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('former_members')
export class FormerMemberEntity {
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  @Column('timestamptz', { name: 'left_at' })
  leftAt!: Date;
}
