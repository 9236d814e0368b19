import { requestDigest } from './request-digest.js';

const digest = (body: unknown, url = '/v1/messages', method = 'POST', headers = {}) =>
  requestDigest({ body, url, method, headers });
const told = (webhookUrl: string, body: unknown = BODY) =>
  digest(body, undefined, undefined, { 'x-webhook-url': webhookUrl });

const BODY = { to: '+31612345678', metadata: { b: [1, { d: null, c: true }], a: 'x' } };

test('the order of fields makes no difference, at any depth', () => {
  const turned = { metadata: { a: 'x', b: [1, { c: true, d: null }] }, to: '+31612345678' };
  expect(digest(turned)).toBe(digest(BODY));
  expect(digest(BODY)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['a value', digest({ ...BODY, to: '+31612345679' })],
  ['a type', digest({ ...BODY, metadata: { ...BODY.metadata, a: 0 } })],
  ['the order of a list', digest({ ...BODY, metadata: { a: 'x', b: [{ c: true, d: null }, 1] } })],
  ['a field more', digest({ ...BODY, more: undefined, x: null })],
  ['the path', digest(BODY, '/v1/messages/')],
  ['the query', digest(BODY, '/v1/messages?x=1')],
  ['the method', digest(BODY, '/v1/messages', 'PUT')],
  ['an address to be told at', told('https://example.com/hook')],
  ['no body', digest(undefined)],
  ['null', digest(null)],
  ['an empty body', digest({})],
])('%s does', (_, other) => {
  expect(other).not.toBe(digest(BODY));
});

test('another address to be told at does, and what else the headers say does not', () => {
  const [one, other] = ['https://example.com/one', 'https://example.com/other'] as const;
  expect(told(one)).not.toBe(told(other));
  expect(told(one, undefined)).not.toBe(digest(one));
  expect(told(one)).toBe(told(one));
  expect(digest(BODY, undefined, undefined, { 'user-agent': 'another' })).toBe(digest(BODY));
});

test('no body, null, nothing and an empty list are four things', () => {
  expect(new Set([undefined, null, {}, []].map((body) => digest(body))).size).toBe(4);
});

test('a body that is deeper than any request of ours is refused, not recursed into', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(() => digest({ deep })).toThrow(expect.objectContaining({ code: 'invalid_request' }));
});
