/**
 * What only this server can write: a code over a text, under a key that is not in the database. Whoever changes the
 * audit log by SQL cannot make one that fits.
 */
export interface AuditSeal {
  /** The same for the same text, in hexadecimal. */
  seal(text: string): string;
}
