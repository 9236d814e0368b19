import type { FastifyRequest } from 'fastify';
import { assertNotCrossOrigin, assertSameOrigin } from './same-origin.js';

const request = (method: string, origin?: string, host = 'keys.example.com:3000') =>
  ({ method, host, headers: { ...(origin !== undefined && { origin }) } }) as unknown as FastifyRequest;

test.each(['GET', 'HEAD'])('%s needs no origin', (method) => {
  expect(() => assertSameOrigin(request(method))).not.toThrow();
});

test('a write from a page of this server passes, whatever its case', () => {
  expect(() => assertSameOrigin(request('POST', 'http://keys.example.com:3000'))).not.toThrow();
  expect(() => assertSameOrigin(request('POST', 'https://KEYS.example.com:3000'))).not.toThrow();
});

test.each([
  undefined,
  'null',
  'http://evil.example',
  'http://keys.example.com',
  'http://keys.example.com:3000.evil.example',
  'x',
])('a write from the origin %s is refused', (origin) => {
  expect(() => assertSameOrigin(request('PATCH', origin))).toThrow(expect.objectContaining({ code: 'origin_denied' }));
});

test('a script may sign in without an origin, a foreign page may not', () => {
  expect(() => assertNotCrossOrigin(request('POST'))).not.toThrow();
  expect(() => assertNotCrossOrigin(request('POST', 'http://evil.example'))).toThrow(
    expect.objectContaining({ code: 'origin_denied' }),
  );
});
