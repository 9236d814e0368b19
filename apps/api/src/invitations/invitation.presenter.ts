import type {
  InvitationPreview as InvitationPreviewView,
  InvitationView,
  IssuedInvitation as IssuedInvitationView,
} from '@latchkey/contracts';
import {
  type Invitation,
  INVITATION_LIFETIME_MS,
  type InvitationPreview,
  invitationState,
  type IssuedInvitation,
} from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toInvitationView = (invitation: Invitation, nowMs: number): InvitationView => ({
  id: invitation.id,
  workspaceId: invitation.workspaceId,
  email: invitation.email,
  role: invitation.role,
  state: invitationState(invitation, nowMs),
  invitedBy: invitation.invitedBy,
  createdAt: toTimestamp(invitation.createdAtMs),
  expiresAt: toTimestamp(invitation.expiresAtMs),
});

export const toIssuedInvitationView = (
  { invitation, link }: IssuedInvitation,
  nowMs: number,
): IssuedInvitationView => ({
  ...toInvitationView(invitation, nowMs),
  mailed: invitation.mailId !== null,
  link,
  ...(link === null &&
    invitation.mailId === null && { linkShownAt: toTimestamp(invitation.expiresAtMs - INVITATION_LIFETIME_MS) }),
});

export const toInvitationPreview = ({
  invitation: { email, role, expiresAtMs },
  workspaceName,
  hasAccount,
}: InvitationPreview): InvitationPreviewView => ({
  workspaceName,
  email,
  role,
  accountExists: hasAccount,
  expiresAt: toTimestamp(expiresAtMs),
});
