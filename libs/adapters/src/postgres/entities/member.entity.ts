import type { WorkspaceRole } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('members')
export class MemberEntity {
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  @Column('text', { name: 'role' })
  role!: WorkspaceRole;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
