import { hash } from 'node:crypto';
import type { Random } from '../ports/random.port.js';

/** A link that lets somebody choose a new password. Its token is in the link alone. */
export interface PasswordReset {
  /** Of the token. */
  readonly sha256: string;
  /** `null`: it was asked for an address that nobody has, and opens nothing. */
  readonly userId: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export const PASSWORD_RESET_LIFETIME_MS = 60 * 60 * 1000;

const TOKEN_BYTES = 24;

export const newResetToken = (random: Random): string => Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');

export const resetTokenHash = (token: string): string => hash('sha256', token, 'hex');

export const newPasswordReset = (token: string, userId: string | null, nowMs: number): PasswordReset => ({
  sha256: resetTokenHash(token),
  userId,
  createdAtMs: nowMs,
  expiresAtMs: nowMs + PASSWORD_RESET_LIFETIME_MS,
});
