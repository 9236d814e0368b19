import { createHmac } from 'node:crypto';
import type { Random } from '../ports/random.port.js';

const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** `whsec_` and base64, as Standard Webhooks 1.0.0 serialises symmetric secrets. */
export const newWebhookSecret = (random: Random): string =>
  SECRET_PREFIX + Buffer.from(random.bytes(SECRET_BYTES)).toString('base64');

export interface SignedMessage {
  /** The event's id: the same at every attempt and replay, so that receivers can tell a repetition. */
  readonly id: string;
  /** Of the attempt, in seconds since the epoch. */
  readonly timestampS: number;
  readonly body: string;
}

/** Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`, under the bytes that the secret encodes. */
export function standardSignature(secret: string, { id, timestampS, body }: SignedMessage): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampS}.${body}`).digest('base64')}`;
}

/** Of the body alone, in hex, under the secret's whole text: what the function printed in seed document `startmessaging` expects. */
export const bodySignature = (secret: string, body: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');

export interface SigningSecrets {
  readonly current: string;
  /** That of before a rotation, while both count. */
  readonly former: string | null;
}

/** @param signsBody whether the API's wire profile also has the hex signature of the body */
export function signedHeaders(
  message: SignedMessage,
  { current, former }: SigningSecrets,
  signsBody: boolean,
): Readonly<Record<string, string>> {
  const secrets = former === null ? [current] : [current, former];
  return {
    'content-type': 'application/json',
    'user-agent': 'Latchkey-Webhooks/1',
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestampS),
    'webhook-signature': secrets.map((secret) => standardSignature(secret, message)).join(' '),
    ...(signsBody && { 'x-webhook-signature': bodySignature(current, message.body) }),
    ...(signsBody && former !== null && { 'x-webhook-signature-previous': bodySignature(former, message.body) }),
  };
}
