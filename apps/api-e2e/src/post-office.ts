import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type Environment, WITH_OPERATOR } from './server.js';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly text: string;
}

/** The only one that is taken. */
export const POSTMAN_PASSWORD = 'p@ss word/with:signs';

/** A mail server on loopback, and what it was given. */
export class PostOffice {
  readonly received: ReceivedMail[] = [];
  /** Asked before a mail is taken; an error is what the client is told. */
  refuses: () => Error | null = () => null;
  private readonly server: SMTPServer;

  constructor(options: SMTPServerOptions = {}) {
    this.server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authOptional: true,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      onAuth: ({ username, password }, _session, done) =>
        password === POSTMAN_PASSWORD ? done(null, { user: username }) : done(new Error('wrong password')),
      onRcptTo: (_address, _session, done) => done(this.refuses()),
      onData: (stream, { envelope, user }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.received.push({
            from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
            to: envelope.rcptTo.map(({ address }) => address),
            user: user as string | undefined,
            text: Buffer.concat(chunks).toString('utf8'),
          });
          done();
        });
      },
      ...options,
    });
    this.server.on('error', () => undefined);
  }

  async open(port = 0): Promise<number> {
    const listening = this.server.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    return (listening.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

export const mailTo = (port: number, credentials = ''): Environment => ({
  ...WITH_OPERATOR,
  SMTP_URL: `smtp://${credentials}127.0.0.1:${port}`,
  MAIL_FROM: 'Latchkey <latchkey@example.com>',
});
