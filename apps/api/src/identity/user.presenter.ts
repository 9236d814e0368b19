import type { AccountView, CurrentUser, UserView } from '@latchkey/contracts';
import type { Member, OpenSession, SecondFactor, User } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

const toUserView = ({ id, email, name, role }: User): UserView => ({ id, email, name, role });

export const toCurrentUser = (
  { session, user }: OpenSession,
  memberships: readonly Member[],
  factor: SecondFactor | null,
): CurrentUser => ({
  user: toUserView(user),
  expiresAt: toTimestamp(session.expiresAtMs),
  confirmedAt: toTimestamp(session.confirmedAtMs),
  twoFactor: factor !== null && factor.confirmedAtMs !== null,
  memberships: memberships.map(({ workspaceId, role }) => ({ workspaceId, role })),
});

export const toAccountView = (user: User): AccountView => ({
  ...toUserView(user),
  createdAt: toTimestamp(user.createdAtMs),
  leftAt: toTimestampOrNull(user.leftAtMs),
});
