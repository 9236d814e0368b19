import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock } from '@latchkey/testing';
import { GithubKeys } from './github-keys.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const pemOf = (namedCurve: string): string =>
  generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'pem', type: 'spki' }) as string;
const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const listOf = (pems: readonly string[]): string =>
  JSON.stringify({ public_keys: pems.map((key) => ({ key_identifier: idOf(key), key, is_current: true })) });

describe('the keys of GitHub', () => {
  const [one, two] = [pemOf('prime256v1'), pemOf('prime256v1')];
  const clock = new ManualClock();
  let server: Server;
  let keys: GithubKeys;
  let answer: RequestListener;
  let conditions: (string | undefined)[];

  const answers = (text: string, status = 200, etag = idOf(text)): void => {
    answer = (_request, response) => void response.writeHead(status, { etag }).end(text);
  };

  beforeEach(async () => {
    conditions = [];
    answers(listOf([one]));
    server = createServer((request, response) => {
      conditions.push(request.headers['if-none-match']);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    keys = new GithubKeys({ url, clock, timeoutMs: 500 });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const find = async (pem: string): Promise<string> => {
    try {
      const key = await keys.find(idOf(pem));
      return key === null ? 'unknown' : (key.export({ format: 'pem', type: 'spki' }) as string);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test('are fetched once, and asked for again after an hour, by what has not changed since', async () => {
    expect(await Promise.all([find(one), find(one), find(one)])).toEqual([one, one, one]);
    clock.advance(HOUR_MS - 1);
    expect(await find(one)).toBe(one);
    expect(conditions).toEqual([undefined]);
    clock.advance(1);
    answers('', 304);
    expect(await find(one)).toBe(one);
    expect(conditions).toEqual([undefined, idOf(listOf([one]))]);
    answers(listOf([two]));
    clock.advance(HOUR_MS);
    expect([await find(one), await find(two)]).toEqual(['unknown', two]);
  });

  test('that nobody knows are asked for once a minute at most, by however many', async () => {
    expect(await find(two)).toBe('unknown');
    answers(listOf([one, two]));
    const all = await Promise.all(Array.from({ length: 50 }, () => find(two)));
    expect(new Set(all)).toEqual(new Set(['unknown']));
    clock.advance(MINUTE_MS - 1);
    expect(await find(two)).toBe('unknown');
    expect(conditions).toHaveLength(1);
    clock.advance(1);
    expect(await find(two)).toBe(two);
    expect(conditions).toHaveLength(2);
  });

  test('that were good once stay so for as long as there is no better list', async () => {
    expect(await find(one)).toBe(one);
    const failures: RequestListener[] = [
      (_request, response) => void response.writeHead(500).end(listOf([two])),
      (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
      (_request, response) => void response.writeHead(200).end('<html>'),
      (_request, response) => void response.writeHead(200).end('{"public_keys":[]}'),
      (_request, response) => void response.writeHead(200).end('null'),
      (_request, response) => void response.writeHead(200).end(listOf([two]) + ' '.repeat(64 * 1024)),
      (request) => void request.socket.destroy(),
      () => undefined,
    ];
    for (const failure of failures) {
      answer = failure;
      clock.advance(HOUR_MS);
      expect([await find(one), await find(two)]).toEqual([one, 'unavailable']);
    }
    answers(listOf([two]));
    clock.advance(MINUTE_MS);
    expect([await find(one), await find(two)]).toEqual(['unknown', two]);
  });

  test('that were never fetched are out of reach, and asked for again after a minute', async () => {
    answers('', 503);
    expect([await find(one), await find(one)]).toEqual(['unavailable', 'unavailable']);
    expect(conditions).toHaveLength(1);
    answers(listOf([one]));
    clock.advance(MINUTE_MS);
    expect(await find(one)).toBe(one);
  });

  test('of another kind, and what is no key, are passed over', async () => {
    const [p384, ed25519] = [pemOf('secp384r1'), generateKeyPairSync('ed25519').publicKey];
    const other = ed25519.export({ format: 'pem', type: 'spki' }) as string;
    const list = JSON.parse(listOf([p384, other, 'no key', one])) as { public_keys: unknown[] };
    answers(JSON.stringify({ public_keys: [null, 42, {}, ...list.public_keys] }));
    expect([await find(p384), await find(other), await find(one)]).toEqual(['unknown', 'unknown', one]);
  });
});
