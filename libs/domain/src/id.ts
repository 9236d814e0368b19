import type { Random } from './ports/random.port.js';

/** Crockford's base32: sorts as it counts, and leaves out letters that are misread. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

export type IdPrefix =
  | 'api'
  | 'plan'
  | 'ws'
  | 'app'
  | 'key'
  | 'usr'
  | 'ses'
  | 'dev'
  | 'msg'
  | 'aud'
  | 'evt'
  | 'whe'
  | 'dlv'
  | 'con'
  | 'tpl'
  | 'mail'
  | 'alr'
  | 'inv';

/** A prefixed id that sorts by the time of its making: 48 bits of milliseconds, then 80 random bits. */
export function newId(prefix: IdPrefix, nowMs: number, random: Random): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < TIME_CHARACTERS; i++, rest = Math.floor(rest / 32))
    time = ALPHABET[rest % 32] + time;
  return `${prefix}_${time}${randomText(RANDOM_CHARACTERS, random)}`;
}

/** Five random bits a character. */
export function randomText(characters: number, random: Random): string {
  let text = '';
  for (const byte of random.bytes(characters)) text += ALPHABET[byte % 32];
  return text;
}
