import { base32Of, matchingStep, totpCode, totpUri } from './totp.js';

const SECRET = Buffer.from('12345678901234567890');
const STEP_MS = 30_000;

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at second %i the code is that of RFC 6238', (second, code) => {
  expect(totpCode(SECRET, Math.floor(second / 30))).toBe(code);
});

test('a code is good one step before and after, and no further', () => {
  const code = totpCode(SECRET, 100);
  const matched = [98, 99, 100, 101, 102].map((now) => matchingStep(SECRET, code, now * STEP_MS, null));
  expect(matched).toEqual([null, 100, 100, 100, null]);
  expect(matchingStep(SECRET, code, 102 * STEP_MS - 1, null)).toBe(100);
});

test('no code of a step that was accepted, or lies before it, is good again', () => {
  const nowMs = 100 * STEP_MS;
  const good = (step: number, last: number) => matchingStep(SECRET, totpCode(SECRET, step), nowMs, last);
  expect([good(100, 100), good(99, 100), good(101, 100)]).toEqual([null, null, 101]);
});

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of "%s" is that of RFC 4648', (text, encoded) => {
  expect(base32Of(Buffer.from(text))).toBe(encoded);
});

test('an authenticator app can read the address', () => {
  const url = new URL(totpUri(SECRET, 'ada+x@example.com'));
  expect([url.protocol, url.host, url.pathname]).toEqual(['otpauth:', 'totp', '/Latchkey:ada%2Bx%40example.com']);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: 'Latchkey',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
