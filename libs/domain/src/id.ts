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

/** By prefix, the last that was made. Kept by the process: only what one of them makes in one millisecond needs it. */
const lastMade = new Map<IdPrefix, { readonly time: string; readonly text: string }>();

/**
 * A prefixed id that sorts by the time of its making: 48 bits of milliseconds, then 80 random bits. Of two that are made in
 * one millisecond the later one sorts after the other, so that lists show what one request did in the order it was done.
 */
export function newId(prefix: IdPrefix, nowMs: number, random: Random): string {
  const time = timeText(nowMs);
  const last = lastMade.get(prefix);
  let text = randomText(RANDOM_CHARACTERS, random);
  if (last !== undefined && last.time === time && text <= last.text) text = next(last.text);
  lastMade.set(prefix, { time, text });
  return `${prefix}_${time}${text}`;
}

function timeText(nowMs: number): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < TIME_CHARACTERS; i++, rest = Math.floor(rest / 32))
    time = ALPHABET[rest % 32] + time;
  return time;
}

/** Counts on by one; after the highest of all, which nobody lives to see, comes the lowest. */
function next(text: string): string {
  const place = text.search(/[^z]z*$/);
  if (place === -1) return ALPHABET.charAt(0).repeat(text.length);
  const digit = ALPHABET.charAt(ALPHABET.indexOf(text.charAt(place)) + 1);
  return text.slice(0, place) + digit + ALPHABET.charAt(0).repeat(text.length - place - 1);
}

/** Five random bits a character. */
export function randomText(characters: number, random: Random): string {
  let text = '';
  for (const byte of random.bytes(characters)) text += ALPHABET[byte % 32];
  return text;
}
