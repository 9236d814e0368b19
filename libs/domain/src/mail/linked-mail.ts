import type { SecretBox } from '../ports/secret-box.port.js';
import type { Mail } from './mail.js';
import { escaped } from './paragraphs.js';

/**
 * Where the link stands in the texts of a mail, as long as it is sealed. With characters that no name may have: else who
 * names a workspace could have the link put into an address of their own.
 */
export const LINK_PLACE = '\u0002[the link]\u0003';

export const withSealedLink = (mail: Mail, link: string, secretBox: SecretBox): Mail => ({
  ...mail,
  sealedLink: secretBox.seal(link, mail.id),
});

/** As it is sent, and kept nowhere. @throws SealBrokenError */
export function withOpenLink(mail: Mail, secretBox: SecretBox): Mail {
  if (mail.sealedLink === null) return mail;
  const link = secretBox.open(mail.sealedLink, mail.id);
  const anchor = `<a href="${escaped(link)}">${escaped(link)}</a>`;
  return {
    ...mail,
    text: mail.text.replaceAll(LINK_PLACE, () => link),
    html: mail.html.replaceAll(LINK_PLACE, () => anchor),
  };
}
