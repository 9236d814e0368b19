import type { AccountView, CurrentUser, UserView } from '@latchkey/contracts';
import {
  formatIpAddress,
  type Member,
  type OpenSession,
  parseIpAddress,
  type SecondFactor,
  type User,
} from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

const toUserView = ({ id, email, name, role }: User): UserView => ({ id, email, name, role });

export const toCurrentUser = (
  { session, user }: OpenSession,
  memberships: readonly Member[],
  factor: SecondFactor | null,
  address: string,
): CurrentUser => ({
  user: toUserView(user),
  expiresAt: toTimestamp(session.expiresAtMs),
  confirmedAt: toTimestamp(session.confirmedAtMs),
  twoFactor: factor !== null && factor.confirmedAtMs !== null,
  memberships: memberships.map(({ workspaceId, role }) => ({ workspaceId, role })),
  address: asAllowlisted(address),
});

/** A mapped IPv4 address is written as the IPv4 address that a list would hold. */
function asAllowlisted(address: string): string {
  const words = parseIpAddress(address);
  return words === null ? address : formatIpAddress(words);
}

export const toAccountView = (user: User): AccountView => ({
  ...toUserView(user),
  createdAt: toTimestamp(user.createdAtMs),
  leftAt: toTimestampOrNull(user.leftAtMs),
});
