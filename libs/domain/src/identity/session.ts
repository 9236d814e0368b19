/** A sign-in. The token names it, so that ending it here ends it everywhere. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** Where the sign-in came from, where it came over the network. */
  readonly address: string | null;
  /** What the browser or program called itself. */
  readonly userAgent: string | null;
  readonly createdAtMs: number;
  /** When this person last proved who they are: by signing in, or by confirming it since. */
  readonly confirmedAtMs: number;
  readonly expiresAtMs: number;
  readonly endedAtMs: number | null;
}

export const SESSION_LIFETIME_MS = 12 * 60 * 60 * 1000;

/** How long a sign-in counts as fresh, for what a session that was left open must not do. */
export const FRESH_SIGN_IN_MS = 15 * 60 * 1000;

export const sessionIsOpen = (session: Session, nowMs: number): boolean =>
  session.endedAtMs === null && session.expiresAtMs > nowMs;

/** Where the clock was set back, a sign-in is not fresh for as long as that was. */
export const sessionIsFresh = ({ confirmedAtMs }: Session, nowMs: number): boolean =>
  Math.abs(nowMs - confirmedAtMs) <= FRESH_SIGN_IN_MS;
