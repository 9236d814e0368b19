import { withSealedLink } from '../mail/linked-mail.js';
import { type MailText, newMail } from '../mail/mail.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';

/** Writes to one person, in the transaction of what they are told of; as with `TellOwners`, if there is a mail server. */
export class TellPerson {
  constructor(
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
    private readonly random: Random,
    readonly hasMailServer: boolean,
  ) {}

  /** @param link in the place of `LINK_PLACE`; what opens something is kept sealed until it is sent */
  async execute(stores: Stores, email: string, text: MailText, link?: string): Promise<void> {
    if (!this.hasMailServer) return;
    const mail = newMail(email, text, this.clock, this.random);
    await stores.mails.append(link === undefined ? mail : withSealedLink(mail, link, this.secretBox));
  }
}
