import { shownAddress } from '../webhooks/shown-address.js';
import type { MailText } from './mail.js';
import { mailOfParagraphs } from './paragraphs.js';

export interface DisabledWebhook {
  readonly workspaceName: string;
  readonly url: string;
  /** Since when every delivery has failed; `null` where the receiver has answered that it is gone. */
  readonly failingSinceMs: number | null;
}

/** Tells whoever owns the workspace. */
export function webhookDisabledMail({ workspaceName, url, failingSinceMs }: DisabledWebhook): MailText {
  const why =
    failingSinceMs === null
      ? 'It has answered 410 Gone.'
      : `Every delivery to it has failed since ${new Date(failingSinceMs).toISOString()}.`;
  const paragraphs = [
    `The webhook endpoint ${shownAddress(url)} of the workspace ${workspaceName} has been disabled.`,
    `${why} Nothing is sent there any more.`,
    'When the endpoint answers again, enable it, and replay from its log what was waiting for it. What happens in the meantime is not sent to it later.',
  ];
  return mailOfParagraphs(`Webhook disabled: ${workspaceName}`, paragraphs);
}
