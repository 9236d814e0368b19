import { PAIRING_CODE_LENGTH, PAIRING_LIFETIME_MS } from '@latchkey/vocabulary';
import { randomText } from '../id.js';
import { fingerprintOf } from '../key/secret-format.js';
import type { Random } from '../ports/random.port.js';
import type { Pairing } from './device.js';

/** What a QR code would carry: 80 random bits, shown once, good once and for two minutes. Only its hash is stored. */
export function newPairingCode(nowMs: number, random: Random): { readonly code: string; readonly pairing: Pairing } {
  const code = randomText(PAIRING_CODE_LENGTH, random);
  return { code, pairing: { codeSha256: fingerprintOf(code), expiresAtMs: nowMs + PAIRING_LIFETIME_MS } };
}

/** Nobody can guess 80 bits in two minutes, so attempts are not counted. */
export const fitsPairing = (code: string, { codeSha256, expiresAtMs }: Pairing, nowMs: number): boolean =>
  nowMs < expiresAtMs && fingerprintOf(code) === codeSha256;
