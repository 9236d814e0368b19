/** A sign-in. The token names it, so that ending it here ends it everywhere. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly endedAtMs: number | null;
}

export const SESSION_LIFETIME_MS = 12 * 60 * 60 * 1000;

export const sessionIsOpen = (session: Session, nowMs: number): boolean =>
  session.endedAtMs === null && session.expiresAtMs > nowMs;
