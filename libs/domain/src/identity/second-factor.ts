import { hash } from 'node:crypto';
import { randomText } from '../id.js';
import type { Random } from '../ports/random.port.js';
import { isTotpCode, matchingStep } from './totp.js';

/** What proves somebody beside their password: codes of a secret that they and the server share (TOTP, RFC 6238). */
export interface SecondFactor {
  readonly userId: string;
  readonly sealedSecret: string;
  readonly createdAtMs: number;
  /** From then on it is asked for. `null`: it is not, until a first code has shown that their device has the secret. */
  readonly confirmedAtMs: number | null;
  /** The time step of the last code that was accepted: no code of it, nor of one before, is accepted again. */
  readonly lastStep: number | null;
  /** SHA-256 of those that are left. */
  readonly recoveryCodeHashes: readonly string[];
}

/** What a sealed secret belongs to. */
export const contextOfSecret = (userId: string): string => `second factor of ${userId}`;

/**
 * A second factor after this code was used up, be it one of its secret or one for recovery; `null` where it is neither.
 * @param openSecret called for a code that is one of the secret by its form
 */
export function afterCode(
  factor: SecondFactor,
  code: string,
  openSecret: () => Uint8Array,
  nowMs: number,
): SecondFactor | null {
  const digits = code.replace(/\s/g, '');
  if (isTotpCode(digits)) {
    const lastStep = matchingStep(openSecret(), digits, nowMs, factor.lastStep);
    return lastStep === null ? null : { ...factor, lastStep };
  }
  const used = recoveryCodeHash(code);
  const recoveryCodeHashes = factor.recoveryCodeHashes.filter((hash) => hash !== used);
  return recoveryCodeHashes.length === factor.recoveryCodeHashes.length ? null : { ...factor, recoveryCodeHashes };
}

const RECOVERY_CODES = 10;
/** 80 bits, which no table of hashes holds. */
const RECOVERY_CODE_CHARACTERS = 16;

/** For the day when the device is lost: each opens the account once. In groups, as people copy them. */
export const newRecoveryCodes = (random: Random): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    randomText(RECOVERY_CODE_CHARACTERS, random).replace(/(.{4})(?=.)/g, '$1-'),
  );

/** However it was typed. */
export const recoveryCodeHash = (code: string): string =>
  hash('sha256', code.toLowerCase().replace(/[\s-]/g, ''), 'hex');
