import { withSealedLink } from '../mail/linked-mail.js';
import { newMail } from '../mail/mail.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import { invitationMail } from './invitation-mail.js';
import type { Invitation, TokenOfInvitation } from './invitation.js';

export interface IssuedInvitation {
  readonly invitation: Invitation;
  /** To be passed on by whoever asked; `null`: it goes by mail, or was shown before. */
  readonly link: string | null;
}

export interface Addressed {
  readonly workspaceName: string;
  /** Where invitations are accepted. The token stands behind a `#`: browsers keep that to themselves. */
  readonly acceptUrl: string;
}

/** Sends tokens on their way: by mail where links can be mailed, else with the answer. */
export class InvitationPost {
  constructor(
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
    private readonly random: Random,
    readonly mailsLinks: boolean,
  ) {}

  /** In the transaction of the invitation. An earlier mail that has not gone out is taken back: its token is void. */
  async send(
    stores: Stores,
    { invitation, token }: TokenOfInvitation,
    { workspaceName, acceptUrl }: Addressed,
  ): Promise<IssuedInvitation> {
    if (invitation.mailId !== null) await stores.mails.remove(invitation.mailId);
    const link = `${acceptUrl}#token=${token}`;
    if (!this.mailsLinks) return { invitation: { ...invitation, mailId: null }, link };
    const text = invitationMail({ ...invitation, workspaceName });
    const mail = withSealedLink(newMail(invitation.email, text, this.clock, this.random), link, this.secretBox);
    await stores.mails.append(mail);
    return { invitation: { ...invitation, mailId: mail.id }, link: null };
  }
}
