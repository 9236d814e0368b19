import type { Invitation } from '@latchkey/domain';
import type { InvitationEntity } from '../entities/invitation.entity.js';
import { sha256Bytes } from './api-key.mapper.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toInvitation = (row: InvitationEntity): Invitation => ({
  id: row.id,
  workspaceId: row.workspaceId,
  email: row.email,
  role: row.role,
  tokenSha256: row.tokenSha256.toString('hex'),
  invitedBy: { kind: row.invitedByKind, id: row.invitedById },
  createdAtMs: toMs(row.createdAt),
  expiresAtMs: toMs(row.expiresAt),
  acceptedAtMs: toMsOrNull(row.acceptedAt),
  revokedAtMs: toMsOrNull(row.revokedAt),
  mailId: row.mailId,
});

export const fromInvitation = (invitation: Invitation): InvitationEntity => ({
  id: invitation.id,
  workspaceId: invitation.workspaceId,
  email: invitation.email,
  role: invitation.role,
  tokenSha256: sha256Bytes(invitation.tokenSha256),
  invitedByKind: invitation.invitedBy.kind,
  invitedById: invitation.invitedBy.id,
  createdAt: toDate(invitation.createdAtMs),
  expiresAt: toDate(invitation.expiresAtMs),
  acceptedAt: toDateOrNull(invitation.acceptedAtMs),
  revokedAt: toDateOrNull(invitation.revokedAtMs),
  mailId: invitation.mailId,
});
