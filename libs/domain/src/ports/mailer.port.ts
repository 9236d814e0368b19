import type { Mail } from '../mail/mail.js';

/** A mail was not taken over. Says why in a code; addresses and what the server answered stay out of it. */
export class MailNotSentError extends Error {
  /** @param reason such as `ECONNREFUSED` or `SMTP 451` */
  constructor(readonly reason: string) {
    super(`The mail could not be sent: ${reason}`);
    this.name = 'MailNotSentError';
  }
}

/** The way out. */
export interface Mailer {
  /** Resolves when a server has taken the mail over. @throws MailNotSentError: it may be tried again */
  send(mail: Mail): Promise<void>;
}
