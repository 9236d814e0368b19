import type { InvitationView, MemberView } from '../../shared/api/model';

/** What is being done, in a dialog. */
export type TeamFlow =
  | { readonly kind: 'invite' }
  | { readonly kind: 'reveal'; readonly invitation: InvitationView; readonly linkStart: string }
  | { readonly kind: 'change-role' | 'remove' | 'leave'; readonly member: MemberView }
  | { readonly kind: 'resend' | 'revoke'; readonly invitation: InvitationView };

export const actionsIdOf = (id: string): string => `actions-${id}`;
