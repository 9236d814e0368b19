import type { RevealFile, RevealWords } from '../../shared/reveal/reveal-dialog';

const BASE = {
  caption: 'Signing secret',
  noun: 'secret',
  copy: 'Copy secret',
  copied: 'Secret copied.',
  show: 'Show secret',
  hide: 'Hide secret',
  stored: 'I have stored this secret in a safe place',
} as const;

export const NEW_SECRET_WORDS: RevealWords = {
  ...BASE,
  title: 'The signing secret',
  description:
    'This is the only time you can see it. Your service checks with it that an event comes from here. If you lose it, rotate it to get a new one.',
};

export const ROTATED_SECRET_WORDS: RevealWords = {
  ...BASE,
  title: 'The new signing secret',
  description: 'This is the only time you can see it. Give it to your service before the former secret ends.',
};

/** Every secret begins like this; nothing else of it may be displayed. */
export const SECRET_MASK = `whsec_${'•'.repeat(20)}`;

export const SECRET_FILE: RevealFile = {
  label: 'Download .env',
  name: 'webhook.env',
  textOf: (secretText) => `WEBHOOK_SECRET=${secretText}\n`,
};
