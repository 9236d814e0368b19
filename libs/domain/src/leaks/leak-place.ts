import { hash } from 'node:crypto';

/** Where a scanner has found a key, as it may be stored and shown. */
export interface LeakPlace {
  /** A fingerprint of the place as the scanner names it. */
  readonly id: string;
  /** What kind of place it is, in the scanner's word. */
  readonly source: string;
  /** Without credentials, query and fragment; `null` where the scanner names none, or it cannot be shown. */
  readonly url: string | null;
}

const SOURCE = /^[A-Za-z_]{1,40}$/;
const URL_LENGTH_MAX = 300;

/** @param token what was found there: nothing that is shown of the place has it */
export function leakPlace(source: unknown, url: unknown, token: string): LeakPlace {
  const [kind, address] = [textOf(source), textOf(url)];
  return {
    id: hash('sha256', JSON.stringify([kind, address]), 'hex'),
    source: SOURCE.test(kind) ? kind.toLowerCase() : 'unknown',
    url: shownUrl(address, token),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Of an address that has the token in its path, the host. */
function shownUrl(url: string, token: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const shown = [origin + pathname, origin].find((text) => !holds(text, token));
  return shown?.slice(0, URL_LENGTH_MAX) ?? null;
}

/** In whatever letters: host names are in lower case, and paths may be escaped. */
function holds(text: string, token: string): boolean {
  try {
    return decodeURIComponent(text).toLowerCase().includes(token.toLowerCase());
  } catch {
    // Whatever cannot be read may hold it.
    return true;
  }
}
