import { type Mail, type Mailer, MailNotSentError } from '@latchkey/domain';
import { createTransport, type SMTPSentMessageInfo, type Transporter } from 'nodemailer';

export interface SmtpSettings {
  /** `smtp://` or `smtps://`, with the user and the password, where there are any. */
  readonly url: string;
  /** The sender. */
  readonly from: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 30_000;

/** Hands mails to one server, a connection each. */
export class SmtpMailer implements Mailer {
  private readonly transport: Transporter<SMTPSentMessageInfo>;
  private readonly from: string;

  constructor({ url, from }: SmtpSettings) {
    this.from = from;
    this.transport = createTransport(optionsOf(new URL(url)));
  }

  async send({ id, to, subject, text, html }: Mail): Promise<void> {
    const [, domain = 'localhost'] = this.from.replace(/>$/, '').split('@');
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const messageId = `<${id}@${domain}>`;
    try {
      await this.transport.sendMail({
        from: this.from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        headers,
        messageId,
      });
    } catch (error) {
      throw new MailNotSentError(reasonOf(error));
    }
  }
}

function optionsOf({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const auth = username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(auth && { auth }),
    // A password never goes over a network in the clear; without one, encryption is taken where it is offered.
    requireTLS: auth !== null && !secure && !isLoopback(host),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    // Mails are text of ours: nothing is ever read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** The message of the error quotes the server, which quotes addresses. */
function reasonOf(error: unknown): string {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  if (typeof responseCode === 'number') return `SMTP ${responseCode}`;
  return typeof code === 'string' ? code : 'unknown';
}
