import type { AccountView, CurrentUser, SignedIn, UserView } from '@latchkey/contracts';
import type { OpenSession, User } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

const toUserView = ({ id, email, name, role }: User): UserView => ({ id, email, name, role });

export const toCurrentUser = ({ session, user }: OpenSession): CurrentUser => ({
  user: toUserView(user),
  expiresAt: toTimestamp(session.expiresAtMs),
});

export const toSignedIn = (open: OpenSession, accessToken: string): SignedIn => ({
  accessToken,
  ...toCurrentUser(open),
});

export const toAccountView = (user: User): AccountView => ({
  ...toUserView(user),
  createdAt: toTimestamp(user.createdAtMs),
  leftAt: toTimestampOrNull(user.leftAtMs),
});
