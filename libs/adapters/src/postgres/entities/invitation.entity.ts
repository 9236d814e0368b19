import type { Actor } from '@latchkey/domain';
import type { WorkspaceRole } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('invitations')
export class InvitationEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'email' })
  email!: string;

  @Column('text', { name: 'role' })
  role!: WorkspaceRole;

  @Column('bytea', { name: 'token_sha256' })
  tokenSha256!: Buffer;

  @Column('text', { name: 'invited_by_kind' })
  invitedByKind!: Actor['kind'];

  @Column('text', { name: 'invited_by_id' })
  invitedById!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('text', { name: 'mail_id', nullable: true })
  mailId!: string | null;
}
