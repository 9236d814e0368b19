import type { MemberView } from '@latchkey/contracts';
import type { MemberAccount } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toMemberView = ({ id, email, name, member }: MemberAccount): MemberView => ({
  userId: id,
  email,
  name,
  role: member.role,
  createdAt: toTimestamp(member.createdAtMs),
});
