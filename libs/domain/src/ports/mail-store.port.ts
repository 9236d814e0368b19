import type { Mail } from '../mail/mail.js';

/** Mails that wait to be sent. What is sent or given up is deleted: it names people. */
export interface MailStore {
  append(mail: Mail): Promise<void>;
  /**
   * Takes mails that are due, the longest due first, counts the attempt, and puts them off until `untilMs`, so that nobody
   * else tries them meanwhile, and somebody does where this attempt comes to no end. No two get the same.
   */
  take(nowMs: number, untilMs: number, mailsMax: number): Promise<readonly Mail[]>;
  /** Puts off a mail that could not be sent. */
  putOff(id: string, untilMs: number): Promise<void>;
  remove(id: string): Promise<void>;
}
