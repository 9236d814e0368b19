import type { PasswordReset } from '@latchkey/domain';
import type { PasswordResetEntity } from '../entities/password-reset.entity.js';
import { sha256Bytes } from './api-key.mapper.js';
import { toDate, toMs } from './instants.js';

export const toPasswordReset = (row: PasswordResetEntity): PasswordReset => ({
  sha256: row.sha256.toString('hex'),
  userId: row.userId,
  createdAtMs: toMs(row.createdAt),
  expiresAtMs: toMs(row.expiresAt),
});

export const fromPasswordReset = (reset: PasswordReset): PasswordResetEntity => ({
  sha256: sha256Bytes(reset.sha256),
  userId: reset.userId,
  createdAt: toDate(reset.createdAtMs),
  expiresAt: toDate(reset.expiresAtMs),
});
