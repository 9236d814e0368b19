import type { RevealFile, RevealWords } from '../../shared/reveal/reveal-dialog';

export const INVITATION_REVEAL_WORDS: RevealWords = {
  title: 'The link of the invitation',
  description:
    'This installation mails no links, so pass it on yourself, by a way that only they read. This is the only time you can see it. If it gets lost, send the invitation again to get a new one.',
  caption: 'Invitation link',
  noun: 'link',
  copy: 'Copy link',
  copied: 'Link copied.',
  show: 'Show link',
  hide: 'Hide link',
  stored: 'I have passed this link on, or kept it to do so',
};

export const INVITATION_FILE: RevealFile = {
  label: 'Download as text',
  name: 'invitation.txt',
  textOf: (link) => `${link}\n`,
};

export const maskOf = (linkStart: string): string => `${linkStart}${'•'.repeat(12)}`;
