import type { RevealFile, RevealWords } from '../../shared/reveal/reveal-dialog';

export const RECOVERY_CODES_REVEAL_WORDS: RevealWords = {
  title: 'Your recovery codes',
  description:
    'Each of them signs you in once, in the place of a code, when your authenticator app is out of reach. This is the only time you can see them. If you lose them, make new ones: these stop working then.',
  caption: 'Recovery codes',
  noun: 'list of codes',
  copy: 'Copy codes',
  copied: 'Codes copied.',
  show: 'Show codes',
  hide: 'Hide codes',
  stored: 'I have stored these codes in a safe place',
};

export const RECOVERY_CODES_FILE: RevealFile = {
  label: 'Download as text',
  name: 'latchkey-recovery-codes.txt',
  textOf: (codes) => `${codes}\n`,
};

export const maskOf = (count: number): string => new Array<string>(count).fill('•'.repeat(12)).join('\n');
