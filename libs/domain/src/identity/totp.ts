import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '../ports/random.port.js';

/* Time-based one-time passwords (RFC 6238) as every authenticator app has them: SHA-1, six digits, 30 seconds. */

const STEP_MS = 30_000;
const DIGITS = 6;
/** A clock may be off by one step, before and after. */
const STEPS_ASIDE = [0, -1, 1];
/** The length of the hash (RFC 4226, 4). */
const SECRET_BYTES = 20;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const newTotpSecret = (random: Random): Uint8Array => random.bytes(SECRET_BYTES);

export const isTotpCode = (text: string): boolean => /^\d{6}$/.test(text);

export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * The step that a code is of, now or right beside; `null` where it is of none that comes after the last one.
 * @param code of six digits
 */
export function matchingStep(secret: Uint8Array, code: string, nowMs: number, lastStep: number | null): number | null {
  const now = Math.floor(nowMs / STEP_MS);
  const steps = STEPS_ASIDE.map((aside) => now + aside).filter((step) => step >= 0 && step > (lastStep ?? -1));
  return steps.find((step) => timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) ?? null;
}

/** As a person types it into an app (RFC 4648, without padding). */
export function base32Of(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** As an app reads it from a QR code. */
export function totpUri(secret: Uint8Array, account: string): string {
  const label = `Latchkey:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${base32Of(secret)}&issuer=Latchkey&algorithm=SHA1&digits=6&period=30`;
}
