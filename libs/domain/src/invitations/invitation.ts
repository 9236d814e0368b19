import type { InvitationState, WorkspaceRole } from '@latchkey/vocabulary';
import type { Actor } from '../audit/actor.js';
import { newId } from '../id.js';
import { fingerprintOf } from '../key/secret-format.js';
import type { Random } from '../ports/random.port.js';

/** Whoever holds its token, and is the one at that address, becomes a member. */
export interface Invitation {
  readonly id: string;
  readonly workspaceId: string;
  /** Lower case, as those of accounts. */
  readonly email: string;
  readonly role: WorkspaceRole;
  /** SHA-256 of the token, 64 lower-case hex characters. */
  readonly tokenSha256: string;
  /** Whoever issued the token: it is good as long as they might still. */
  readonly invitedBy: Actor;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly acceptedAtMs: number | null;
  readonly revokedAtMs: number | null;
  /** The mail that brings the token; `null`: somebody was shown it, to pass it on. */
  readonly mailId: string | null;
}

export const INVITATION_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

const TOKEN_BYTES = 32;

/** Accepting and revoking are final, so they outrank. */
export function invitationState(invitation: Invitation, nowMs: number): InvitationState {
  if (invitation.acceptedAtMs !== null) return 'accepted';
  if (invitation.revokedAtMs !== null) return 'revoked';
  return invitation.expiresAtMs <= nowMs ? 'expired' : 'pending';
}

/** An invitation with its token, which leaves in one link and exists elsewhere only as its hash. */
export interface TokenOfInvitation {
  readonly invitation: Invitation;
  readonly token: string;
}

export type NewInvitation = Pick<Invitation, 'workspaceId' | 'email' | 'role' | 'invitedBy'>;

export function newInvitation(fields: NewInvitation, nowMs: number, random: Random): TokenOfInvitation {
  const id = newId('inv', nowMs, random);
  const { token, ...term } = newTerm(nowMs, random);
  const invitation = {
    ...fields,
    ...term,
    id,
    createdAtMs: nowMs,
    acceptedAtMs: null,
    revokedAtMs: null,
    mailId: null,
  };
  return { invitation, token };
}

/** With a new token, which is the only good one from then on, by the authority of whoever asked for it. */
export function renewed(invitation: Invitation, invitedBy: Actor, nowMs: number, random: Random): TokenOfInvitation {
  const { token, ...term } = newTerm(nowMs, random);
  return { invitation: { ...invitation, ...term, invitedBy }, token };
}

function newTerm(nowMs: number, random: Random) {
  const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
  return { token, tokenSha256: fingerprintOf(token), expiresAtMs: nowMs + INVITATION_LIFETIME_MS };
}
