import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether Meta has signed this body: `X-Hub-Signature-256` is `sha256=` and the HMAC-SHA256, in hex, of the bytes as
 * they came, under the secret of the app.
 */
export function isSignedByMeta(rawBody: Buffer, header: unknown, appSecret: string): boolean {
  if (typeof header !== 'string' || !/^sha256=[0-9a-f]{64}$/.test(header)) return false;
  const expected = createHmac('sha256', appSecret).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(header.slice('sha256='.length), 'hex'));
}
