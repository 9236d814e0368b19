import type { User } from '@latchkey/domain';
import type { UserEntity } from '../entities/user.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toUser = (row: UserEntity): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  passwordHash: row.passwordHash,
  role: row.role,
  createdAtMs: toMs(row.createdAt),
  leftAtMs: toMsOrNull(row.leftAt),
});

export const fromUser = (user: User): UserEntity => ({
  id: user.id,
  email: user.email,
  name: user.name,
  passwordHash: user.passwordHash,
  role: user.role,
  createdAt: toDate(user.createdAtMs),
  leftAt: toDateOrNull(user.leftAtMs),
});
