import { createContext, runInContext } from 'node:vm';
import crypto from 'node:crypto';
import { newWebhookSecret, signedHeaders } from '@latchkey/domain';
import { Webhook } from 'standardwebhooks';
import { SystemRandom } from './system-random.js';

/** As printed in the seed document `startmessaging`, to the letter. */
const PRINTED = `
const crypto = require('crypto');

function verifyWebhookSignature(payload, signature, secret) {
  const expected = crypto
    .createHmac('sha256', secret)
    .update(payload)
    .digest('hex');
  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(expected)
  );
}`;
type Verify = (payload: string, signature: string | undefined, secret: string) => boolean;
const printedVerify = runInContext(
  `${PRINTED}; verifyWebhookSignature`,
  createContext({ require: () => crypto, Buffer }),
) as Verify;

const [secret, former, stranger] = [1, 2, 3].map(() => newWebhookSecret(new SystemRandom())) as [
  string,
  string,
  string,
];
const message = {
  id: 'evt_01m7y2hj3pn734d9qzt4y83ka9',
  timestampS: Math.floor(Date.now() / 1000),
  body: '{"id":"evt_01m7y2hj3pn734d9qzt4y83ka9","timestamp":"2026-01-01T00:00:00.000Z","data":{"body":"Ölig 🛢️"}}',
};
const headers = { ...signedHeaders(message, { current: secret, former: null }, true) };
const standard = (key: string) => (body: string, sent: Record<string, string>) => new Webhook(key).verify(body, sent);

describe('the standardwebhooks package', () => {
  test('accepts what is sent, with the secret as it is shown', () => {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(standard(secret)(message.body, headers)).toMatchObject({ id: message.id });
  });

  test('refuses a changed byte of the body, the id or the time, and a wrong secret', () => {
    expect(() => standard(secret)(message.body.replace('2026', '2027'), headers)).toThrow();
    expect(() => standard(secret)(message.body, { ...headers, 'webhook-id': 'evt_2' })).toThrow();
    const later = { ...headers, 'webhook-timestamp': String(message.timestampS + 1) };
    expect(() => standard(secret)(message.body, later)).toThrow();
    expect(() => standard(stranger)(message.body, headers)).toThrow();
  });

  test('refuses an old time, though it is signed', () => {
    const old = { ...message, timestampS: message.timestampS - 600 };
    const sent = { ...signedHeaders(old, { current: secret, former: null }, false) };
    expect(() => standard(secret)(message.body, sent)).toThrow(/old/i);
  });

  test('accepts either secret of a rotation, the new one being named first', () => {
    const both = { ...signedHeaders(message, { current: secret, former }, false) };
    for (const key of [secret, former]) expect(standard(key)(message.body, both)).toMatchObject({ id: message.id });
    expect(() => standard(stranger)(message.body, both)).toThrow();
    const [first, second, ...more] = both['webhook-signature']?.split(' ') ?? [];
    expect([first === headers['webhook-signature'], second?.startsWith('v1,'), more]).toEqual([true, true, []]);
  });
});

describe('the function that the StartMessaging document prints', () => {
  test('accepts what is sent, with the secret as it is shown', () => {
    expect(printedVerify(message.body, headers['x-webhook-signature'], secret)).toBe(true);
  });

  test('refuses a changed byte, a changed time in the body, and a wrong secret', () => {
    for (const [from, to] of [
      ['Ölig', 'Olig'],
      ['2026', '2025'],
    ] as const) {
      expect(printedVerify(message.body.replace(from, to), headers['x-webhook-signature'], secret)).toBe(false);
    }
    expect(printedVerify(message.body, headers['x-webhook-signature'], stranger)).toBe(false);
  });

  test('accepts either secret of a rotation, each under a header of its own', () => {
    const both = signedHeaders(message, { current: secret, former }, true);
    expect(printedVerify(message.body, both['x-webhook-signature'], secret)).toBe(true);
    expect(printedVerify(message.body, both['x-webhook-signature-previous'], former)).toBe(true);
    expect(printedVerify(message.body, both['x-webhook-signature-previous'], secret)).toBe(false);
  });
});

test('only where the profile says so, a delivery has the signature of the body alone', () => {
  const sent = Object.keys(signedHeaders(message, { current: secret, former }, false));
  expect(sent.filter((name) => name.startsWith('x-'))).toEqual([]);
});
