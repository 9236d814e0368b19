import type { KeyView } from '../../shared/api/model';
import type { RevealFile, RevealWords } from '../../shared/reveal/reveal-dialog';
import { envLine } from './env-file';

export const KEY_REVEAL_WORDS: RevealWords = {
  title: 'Your new API key',
  description:
    'This is the only time you can see it. We keep a fingerprint of the key, not the key. If you lose it, rotate it to get a new one.',
  caption: 'API key',
  noun: 'key',
  copy: 'Copy key',
  copied: 'Key copied.',
  show: 'Show key',
  hide: 'Hide key',
  stored: 'I have stored this key in a safe place',
};

export const maskOf = ({ start, last4 }: Pick<KeyView, 'start' | 'last4'>): string =>
  `${start}${'•'.repeat(12)}${last4}`;

export const envFileOf = (apiSlug: string): RevealFile => ({
  label: 'Download .env',
  name: `${apiSlug}.env`,
  textOf: (secretText) => envLine(apiSlug, secretText),
});
