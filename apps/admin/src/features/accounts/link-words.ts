import type { AccountView } from '../../shared/api/model';
import type { RevealFile, RevealWords } from '../../shared/reveal/reveal-dialog';
import { absoluteMoment } from '../../shared/format/moment';

export const linkWords = ({ name }: AccountView, expiresAt: string): RevealWords => ({
  title: `Password link for ${name}`,
  description: `This is the only time you can see it. Hand it to ${name} on a way that you trust. It works once, until ${absoluteMoment(Date.parse(expiresAt))}.`,
  caption: 'Link',
  noun: 'link',
  copy: 'Copy link',
  copied: 'Link copied.',
  show: 'Show link',
  hide: 'Hide link',
  stored: 'I have handed this link on, or stored it in a safe place',
});

export const LINK_MASK = `…/reset-password#token=${'•'.repeat(12)}`;

export const LINK_FILE: RevealFile = {
  label: 'Download as text',
  name: 'password-link.txt',
  textOf: (link) => `${link}\n`,
};
