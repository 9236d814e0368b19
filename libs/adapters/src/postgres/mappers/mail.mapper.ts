import type { Mail } from '@latchkey/domain';
import type { MailEntity } from '../entities/mail.entity.js';
import { toDate, toMs } from './instants.js';

export const toMail = (row: MailEntity): Mail => ({
  id: row.id,
  to: row.recipient,
  subject: row.subject,
  text: row.textBody,
  html: row.htmlBody,
  sealedLink: row.sealedLink,
  createdAtMs: toMs(row.createdAt),
  attempts: row.attempts,
  nextAttemptAtMs: toMs(row.nextAttemptAt),
});

export const fromMail = (mail: Mail): MailEntity => ({
  id: mail.id,
  recipient: mail.to,
  subject: mail.subject,
  textBody: mail.text,
  htmlBody: mail.html,
  sealedLink: mail.sealedLink,
  createdAt: toDate(mail.createdAtMs),
  attempts: mail.attempts,
  nextAttemptAt: toDate(mail.nextAttemptAtMs),
});
