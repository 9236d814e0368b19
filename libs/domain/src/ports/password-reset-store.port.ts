import type { PasswordReset } from '../identity/password-reset.js';

/** Links that are open. What is used, void or over is deleted. */
export interface PasswordResetStore {
  find(sha256: string): Promise<PasswordReset | null>;
  /** Rejects with `ConflictError` naming `id` where the same token is there. */
  insert(reset: PasswordReset): Promise<void>;
  removeAllOf(userId: string): Promise<void>;
  /** Deletes those that have expired by then. */
  forget(expiredByMs: number): Promise<void>;
}
