import type { WorkspaceRole } from '@latchkey/vocabulary';
import { LINK_PLACE } from '../mail/linked-mail.js';
import { mailOfParagraphs } from '../mail/paragraphs.js';
import type { MailText } from '../mail/mail.js';

export interface InvitationInWords {
  readonly workspaceName: string;
  readonly role: WorkspaceRole;
  readonly expiresAtMs: number;
}

/** Names no inviter: whoever gets it by mistake is told no more than they need to tell that it is one. */
export const invitationMail = ({ workspaceName, role, expiresAtMs }: InvitationInWords): MailText =>
  mailOfParagraphs(`Invitation to ${workspaceName}`, [
    `You are invited to the workspace ${workspaceName} on Latchkey, as ${role}. To accept, open this link:`,
    LINK_PLACE,
    `It works once, until ${new Date(expiresAtMs).toISOString()}, and for you alone: do not pass it on.`,
    'If you do not know what this is about, do nothing. Nobody becomes a member without the link.',
  ]);
