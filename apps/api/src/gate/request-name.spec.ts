import { namesItself, requestNameOf } from './request-name.js';

const ID = '7094d657-3cdd-4422-a004-e5c3c086609c';

const nameOf = (headers: Record<string, string>) => requestNameOf({ headers });

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('a %s names itself by either header', (method) => {
  expect(namesItself({ method, headers: { 'x-request-id': 'whatever' } })).toBe(true);
  expect(namesItself({ method, headers: { 'idempotency-key': '' } })).toBe(true);
  expect(namesItself({ method, headers: {} })).toBe(false);
});

test.each(['GET', 'HEAD', 'OPTIONS'])('a %s never does', (method) => {
  expect(namesItself({ method, headers: { 'x-request-id': ID, 'idempotency-key': ID } })).toBe(false);
});

test.each([
  [{ 'x-request-id': ID }, ID],
  [{ 'x-request-id': ID.toUpperCase() }, ID],
  [{ 'x-request-id': '00000000-0000-0000-0000-000000000000' }, '00000000-0000-0000-0000-000000000000'],
  [{ 'idempotency-key': ID.toUpperCase() }, ID],
  [{ 'idempotency-key': 'Order-1' }, 'Order-1'],
  [{ 'idempotency-key': '"Order-1"' }, 'Order-1'],
  [{ 'idempotency-key': String.raw`"a\"b\\c"` }, String.raw`a"b\c`],
  [{ 'idempotency-key': String.raw`a"b\c` }, String.raw`a"b\c`],
  [{ 'idempotency-key': 'k'.repeat(255) }, 'k'.repeat(255)],
  [{ 'idempotency-key': `"${'k'.repeat(255)}"` }, 'k'.repeat(255)],
  [{ 'x-request-id': ID.toUpperCase(), 'idempotency-key': `"${ID}"` }, ID],
])('%j is the name %s', (headers, name) => {
  expect(nameOf(headers)).toBe(name);
});

test.each([
  '',
  'unique-request-id',
  ID.slice(1),
  `${ID}0`,
  `"${ID}"`,
  `{${ID}}`,
  ID.replaceAll('-', ''),
  `${ID}, ${ID}`,
])('X-Request-ID: %s is no UUID', (header) => {
  expect(() => nameOf({ 'x-request-id': header })).toThrow(
    expect.objectContaining({ code: 'invalid_request', field: 'x-request-id' }),
  );
});

test.each(['', '""', 'two words', '"two words"', 'tab\t', 'é', '"open', '"a"b"', '"a";b=1', '"\\a"', 'k'.repeat(256)])(
  'Idempotency-Key: %s is malformed',
  (header) => {
    expect(() => nameOf({ 'idempotency-key': header })).toThrow(
      expect.objectContaining({ code: 'invalid_request', field: 'idempotency-key' }),
    );
  },
);

test('two names are refused, whichever is meant', () => {
  expect(() => nameOf({ 'x-request-id': ID, 'idempotency-key': 'order-1' })).toThrow(
    expect.objectContaining({ code: 'invalid_request', field: 'idempotency-key' }),
  );
});
