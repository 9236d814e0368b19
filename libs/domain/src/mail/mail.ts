import { newId } from '../id.js';
import type { Clock } from '../ports/clock.port.js';
import type { Random } from '../ports/random.port.js';

/** What is said, to whomever. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail to one person, kept until a mail server has taken it over. */
export interface Mail extends MailText {
  /** Also its name on the way: a mail that arrives twice is the same one. */
  readonly id: string;
  readonly to: string;
  /**
   * A link that opens something, which stands in the texts as `LINK_PLACE` until the mail is sent: a copy of the database
   * does not give it away. `null`: there is none.
   */
  readonly sealedLink: string | null;
  readonly createdAtMs: number;
  /** How often it was tried, the attempt under way included. */
  readonly attempts: number;
  /** Nobody tries before. */
  readonly nextAttemptAtMs: number;
}

export function newMail(to: string, text: MailText, clock: Clock, random: Random): Mail {
  const nowMs = clock.nowMs();
  const id = newId('mail', nowMs, random);
  return { id, to, ...text, sealedLink: null, createdAtMs: nowMs, attempts: 0, nextAttemptAtMs: nowMs };
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** After each attempt that failed; the last goes for all that follow. */
const RETRY_AFTER_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
] as const;

/** From its making on. Mail servers give up after some days as well (RFC 5321, 4.5.4.1). */
const TRIED_FOR_MS = 72 * HOUR_MS;

/** When a mail is tried again that could not be sent now; `null`: it is given up. */
export function nextMailAttemptAtMs({ attempts, createdAtMs }: Mail, nowMs: number): number | null {
  const afterMs = RETRY_AFTER_MS[Math.min(attempts, RETRY_AFTER_MS.length) - 1] ?? RETRY_AFTER_MS[0];
  return nowMs + afterMs > createdAtMs + TRIED_FOR_MS ? null : nowMs + afterMs;
}
