import { type KeyObject, verify } from 'node:crypto';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** Of two numbers of 256 bits each, in DER. */
const SIGNATURE_BYTES_MAX = 72;

/** Whether the key has signed this body: ECDSA over SHA-256 of the bytes as they came, in DER, in base64. */
export function isSignedByGithub(rawBody: Buffer, signature: string, key: KeyObject): boolean {
  const bytes = BASE64.test(signature) ? Buffer.from(signature, 'base64') : null;
  if (bytes === null || bytes.length > SIGNATURE_BYTES_MAX) return false;
  return verify('sha256', rawBody, { key, dsaEncoding: 'der' }, bytes);
}
