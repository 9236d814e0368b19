import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { isSignedByGithub } from './github-signature.js';

/** The example that GitHub prints. Its second number is short: 31 bytes, as DER has it. */
const PRINTED = {
  key: createPublicKey({
    key: Buffer.from(
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYAGMWO8XgCamYKMJS6jc/qgvSlAdAjPuDPRcXU22YxgBrz+zoN19MzuRyW87qEt9/AmtoNP5GrobzUvQSyJFVw==',
      'base64',
    ),
    format: 'der',
    type: 'spki',
  }),
  body: Buffer.from(
    '[{"source":"commit","token":"some_token","type":"some_type","url":"https://example.com/base-repo-url/"}]',
  ),
  signature: 'MEQCIQDaMKqrGnE27S0kgMrEK0eYBmyG0LeZismAEz/BgZyt7AIfXt9fErtRS4XaeSt/AO1RtBY66YcAdjxji410VQV4xg==',
};

test('the printed example holds, and no longer with any bit of its body or its signature changed', () => {
  const { key, body, signature } = PRINTED;
  expect(isSignedByGithub(body, signature, key)).toBe(true);
  const flipped = (bytes: Buffer, bit: number): Buffer => {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    return changed;
  };
  for (let bit = 0; bit < body.length * 8; bit++)
    expect(isSignedByGithub(flipped(body, bit), signature, key)).toBe(false);
  const bytes = Buffer.from(signature, 'base64');
  for (let bit = 0; bit < bytes.length * 8; bit++)
    expect(isSignedByGithub(body, flipped(bytes, bit).toString('base64'), key)).toBe(false);
});

test('whatever GitHub signs holds, under its own key alone', () => {
  const [one, other] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }));
  for (let i = 0; i < 50; i++) {
    const body = Buffer.from(`[${i}]`);
    const signature = sign('sha256', body, one!.privateKey).toString('base64');
    expect(isSignedByGithub(body, signature, one!.publicKey)).toBe(true);
    expect(isSignedByGithub(body, signature, other!.publicKey)).toBe(false);
  }
});

test('a signature is written as GitHub writes it, and in no other way', () => {
  const { key, body, signature } = PRINTED;
  const bytes = Buffer.from(signature, 'base64');
  const others = [
    '',
    ` ${signature}`,
    `${signature}\n`,
    signature.replace('==', ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    Buffer.concat([bytes, Buffer.from([0])]).toString('base64'),
    Buffer.concat([bytes.subarray(5, 37), Buffer.from([0]), bytes.subarray(39)]).toString('base64'),
    'A'.repeat(10_000),
  ];
  for (const other of others) expect(isSignedByGithub(body, other, key)).toBe(false);
});
