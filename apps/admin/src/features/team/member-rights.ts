import type { InvitationView, MemberView } from '../../shared/api/model';
import type { Access } from '../../shared/access/access';

/** What somebody who looks at a team may do in it. */
export interface TeamRights {
  readonly selfId: string | null;
  readonly mayChange: boolean;
  /** And unmake them. */
  readonly mayMakeOwners: boolean;
  /** `undefined`: not known yet. */
  readonly onlyOwnerId: string | null | undefined;
}

export const rightsOf = (
  access: Access | undefined,
  selfId: string | null,
  onlyOwnerId: string | null | undefined,
): TeamRights => ({
  selfId,
  mayChange: access?.may('team:write') ?? false,
  mayMakeOwners: access?.staffRole === 'operator' || access?.role === 'owner',
  onlyOwnerId,
});

export interface WhatMayBeDone {
  readonly changeRole: boolean;
  readonly remove: boolean;
  readonly leave: boolean;
}

/** The last owner stays one, whoever asks. As long as it is not known who that is, no owner is offered to be changed. */
export function whatMayBeDone({ userId, role }: MemberView, rights: TeamRights): WhatMayBeDone {
  const isSelf = userId === rights.selfId;
  const stays = role === 'owner' && (rights.onlyOwnerId === undefined || rights.onlyOwnerId === userId);
  const takes = rights.mayChange && (role !== 'owner' || rights.mayMakeOwners) && !stays;
  return { changeRole: takes, remove: takes && !isSelf, leave: isSelf && !stays };
}

/** A link gives its role by the authority of whoever makes it. */
export const mayResend = ({ role }: InvitationView, { mayChange, mayMakeOwners }: TeamRights): boolean =>
  mayChange && (role !== 'owner' || mayMakeOwners);
