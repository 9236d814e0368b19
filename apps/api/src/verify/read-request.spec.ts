import 'reflect-metadata';
import fc from 'fast-check';
import type { VerifyKeyRequest } from '@latchkey/contracts';
import { InvalidRequestError } from '../http/problems.js';
import { readByRules, readQuickly } from './read-request.js';

const GOOD: Readonly<Record<keyof VerifyKeyRequest, readonly unknown[]>> = {
  key: ['lk_live_0123456789abcdefghijABCDEFGHIJ012345', 'x', '\u0000', '\uD83D', 'x'.repeat(4096), null],
  method: ['GET', 'M-SEARCH', 'A'],
  path: ['/', '/v1/messages?x=%00', `/${'x'.repeat(2047)}`],
  scopes: [[], ['read'], ['admin', 'keys:verify']],
  deviceId: ['dev_01', `d_${'x'.repeat(62)}`],
  entitlement: ['api_access'],
  cost: [1, 1000],
  clientIp: ['192.0.2.1', '::', '2001:db8::1', '::ffff:192.0.2.1'],
  appKey: ['appkey_1', ' '],
  apiId: ['api_01'],
  dryRun: [true, false],
};

const BAD: Readonly<Record<keyof VerifyKeyRequest, readonly unknown[]>> = {
  key: ['', 'x'.repeat(4097), '\u{1F511}'.repeat(2049), 7, [], {}, ['x']],
  method: ['', 'get', 'GET ', 'GET\n', '-', 'A'.repeat(21), 1, ['GET'], null],
  path: ['', 'v1', '/ ', '/a\n', '/é', `/${'x'.repeat(2048)}`, 1, null],
  scopes: ['read', ['root'], ['read', 'read'], [null], { length: 0 }, null, [['read']]],
  deviceId: ['', 'dev', 'dev_', 'Dev_1', 'dev_1\n', `d_${'x'.repeat(63)}`, 1, null],
  entitlement: ['', 'everything', ['api_access'], null],
  cost: [0, -1, 1.5, 1001, '1', 1e21, true, null],
  clientIp: ['', 'localhost', '10.1', '010.0.0.1', '10.0.0.1/32', 'fe80::1%eth0', '::'.repeat(30), 1, null],
  appKey: ['', 'x'.repeat(4097), 1, null],
  apiId: ['', 'x', 1, null],
  dryRun: [0, 'true', null],
};

const NAMES = Object.keys(GOOD) as (keyof VerifyKeyRequest)[];

const byRules = (body: unknown): Promise<VerifyKeyRequest | unknown[]> =>
  readByRules(body).catch((error: unknown) => {
    if (error instanceof InvalidRequestError) return error.errors.map(({ field }) => field);
    return [(error as { field?: unknown }).field];
  });

const aFieldOf = (pools: typeof GOOD) =>
  fc
    .constantFrom(...NAMES)
    .chain((name) => fc.constantFrom(...pools[name]).map((value): [string, unknown] => [name, value]));

test('what is read quickly, the rules of the contract read alike', async () => {
  const bodies = fc.array(aFieldOf(GOOD)).map((fields) => ({ key: 'x', ...Object.fromEntries(fields) }));
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      expect(readQuickly(body)).toBe(body);
      expect({ ...(await byRules(body)) }).toEqual(body);
    }),
    { numRuns: 1000 },
  );
});

test.each(
  NAMES.flatMap((name) => BAD[name].map((value) => [name, JSON.stringify(value).slice(0, 40), value] as const)),
)('neither takes %s as %s, and the rules name it', async (name, _shown, value) => {
  const body = { key: 'x', [name]: value };
  expect(readQuickly(body)).toBeNull();
  expect(await byRules(body)).toContainEqual(expect.stringMatching(new RegExp(`^${name}`)));
});

test.each<{ readonly body: unknown }>([
  { body: undefined },
  { body: null },
  { body: 'x' },
  { body: 1 },
  { body: [] },
  { body: ['x'] },
  { body: {} },
  { body: { method: 'GET' } },
  { body: { key: 'x', more: 1 } },
  { body: { key: 'x', toString: 1 } },
])('nor %j', async ({ body }) => {
  expect(readQuickly(body)).toBeNull();
  expect(await byRules(body)).toEqual([expect.any(String)]);
});
