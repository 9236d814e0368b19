import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createPlainServer, type Server as PlainServer, type Socket } from 'node:net';
import { type WebhookTarget, WebhookTargets } from '@latchkey/domain';
import type { ConnectTo } from './webhook-connection.js';
import { HttpWebhookSender, type HttpWebhookSenderOptions } from './webhook-sender.js';

const HEADERS = { 'content-type': 'application/json', 'webhook-id': 'evt_1' };
const BODY = '{"text":"Ölig 🛢️"}';
const never = new AbortController().signal;
const LOOPBACK = new WebhookTargets(['127.0.0.0/8', '::1']);

const open: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(open.splice(0).map((close) => close())));

/** A listener on loopback, and how many connections were tried. */
async function listening(server: Server | PlainServer) {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  open.push(close);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}/hook?x=1`, connections: () => sockets.length, close };
}

const receiver = (answer: RequestListener) => listening(createServer(answer));
const plainReceiver = (talk: (socket: Socket) => void) => listening(createPlainServer(talk));

const sendTo = (url: string, options: Partial<HttpWebhookSenderOptions> = {}, stopping = never) =>
  new HttpWebhookSender({ targets: LOOPBACK, ...options }).send({ url, headers: HEADERS, body: BODY }, stopping);

const answered = (statusCode: number, retryAfter: string | null = null) => ({
  kind: 'answered',
  statusCode,
  retryAfter,
});
const unanswered = (error: string) => ({ kind: 'unanswered', error });

describe('one attempt', () => {
  test('is one POST of exactly these bytes', async () => {
    const seen: unknown[] = [];
    const { url, port } = await receiver((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url: path, headers } = request;
        seen.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(204).end();
      });
    });
    expect(await sendTo(url)).toEqual(answered(204));
    expect(seen).toEqual([
      {
        method: 'POST',
        path: '/hook?x=1',
        body: BODY,
        headers: {
          ...HEADERS,
          host: `127.0.0.1:${port}`,
          'content-length': String(Buffer.byteLength(BODY)),
          connection: 'close',
        },
      },
    ]);
  });

  test.each([200, 301, 302, 307, 308, 400, 410, 429, 500, 503])('answered with %i it is over', async (status) => {
    const target = await receiver((_, response) => response.writeHead(200).end());
    const { url, connections } = await receiver((_, response) =>
      response.writeHead(status, { location: target.url, 'retry-after': '7' }).end('x'),
    );
    expect(await sendTo(url)).toEqual(answered(status, '7'));
    expect([connections(), target.connections()]).toEqual([1, 0]);
  });

  test.each<[string, (socket: Socket) => void, unknown]>([
    [
      'in the middle of the body, after 200',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf'),
      answered(200),
    ],
    [
      'in the middle of the body, after 500',
      (socket) => socket.end('HTTP/1.1 500 No\r\ncontent-length: 99\r\n\r\nhalf'),
      answered(500),
    ],
    ['before the status line', (socket) => socket.destroy(), unanswered('connection_failed')],
    [
      'in the middle of the head',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent'),
      unanswered('connection_failed'),
    ],
    [
      'having said something else',
      (socket) => socket.end('220 mail.example.com ESMTP\r\n'),
      unanswered('answer_unreadable'),
    ],
    [
      'having changed the protocol',
      (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
      unanswered('connection_failed'),
    ],
    [
      'with a head that does not end',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`),
      unanswered('answer_unreadable'),
    ],
  ])('that the receiver ends %s', async (_name, talk, expected) => {
    const { url } = await plainReceiver((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => talk(socket));
    });
    expect(await sendTo(url)).toEqual(expected);
  });

  test('of a body that never ends, no more is read than its bounds', async () => {
    let written = 0;
    const { url } = await receiver((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        for (let i = 0; i < 100; i++) written += response.write('x'.repeat(1_000)) ? 1_000 : 0;
        if (!response.destroyed) setImmediate(more);
      };
      more();
    });
    expect(await sendTo(url)).toEqual(answered(200));
    expect(written).toBeLessThan(10_000_000);
  });

  test('gives up on a receiver that says nothing, and on one that does not come to the point', async () => {
    const silent = await plainReceiver(() => undefined);
    expect(await sendTo(silent.url, { timeoutMs: 50 })).toEqual(unanswered('timed_out'));
    const slow = await plainReceiver((socket) => {
      socket.on('error', () => undefined);
      const drip = setInterval(() => socket.write('HTTP/1.1 200 OK\r\n'.charAt(0)), 5);
      socket.once('close', () => clearInterval(drip));
    });
    const { kind } = await sendTo(slow.url, { timeoutMs: 50 });
    expect(kind).toBe('unanswered');
  });

  test('says that nobody listens, and that whoever does speaks no TLS', async () => {
    const { port, close } = await plainReceiver((socket) => socket.end('hello'));
    expect(await sendTo(`https://127.0.0.1:${port}/`)).toEqual(unanswered('tls_failed'));
    await close();
    expect(await sendTo(`http://127.0.0.1:${port}/`)).toEqual(unanswered('connection_failed'));
  });

  test('is broken off when the server stops', async () => {
    const stopping = new AbortController();
    const { url } = await plainReceiver(() => stopping.abort());
    await expect(sendTo(url, {}, stopping.signal)).rejects.toThrow();
    await expect(sendTo(url, {}, stopping.signal)).rejects.toThrow();
  });
});

describe('an address that webhooks may not reach', () => {
  /** Notes every connection that is tried, and makes none. */
  function watched(resolve: (host: string) => readonly string[], targets = new WebhookTargets([])) {
    const tried: string[][] = [];
    const connect: ConnectTo = (_target: WebhookTarget, addresses) => {
      tried.push([...addresses]);
      throw new Error('No test connects anywhere.');
    };
    const sender = new HttpWebhookSender({ targets, connect, resolve: async (host) => resolve(host) });
    const send = (url: string) => sender.send({ url, headers: HEADERS, body: BODY }, never);
    return { send, tried };
  }

  test.each([
    'https://127.0.0.1/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://0x7f.1/',
    'https://localhost/',
    'http://8.8.8.8/',
    'https://user@8.8.8.8/',
    'ftp://8.8.8.8/',
  ])('%s is not connected to', async (url) => {
    const { send, tried } = watched(() => ['8.8.8.8']);
    expect(await send(url)).toEqual(unanswered('target_forbidden'));
    expect(tried).toEqual([]);
  });

  test.each([
    [['127.0.0.1']],
    [['10.0.0.1']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    [['169.254.169.254']],
    [['64:ff9b::a00:1']],
    [['8.8.8.8', '192.168.0.1']],
    [['2606:4700::1111', 'fe80::1']],
  ])('a name that resolves to %j is not', async (addresses) => {
    const { send, tried } = watched(() => addresses);
    expect(await send('https://rebound.example.com/')).toEqual(unanswered('target_forbidden'));
    expect(tried).toEqual([]);
  });

  test('a name is resolved once an attempt, and what was checked is what is connected to', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1'], ['8.8.4.4']];
    let asked = 0;
    const { send, tried } = watched(() => answers[asked++] ?? []);
    expect(await send('https://rebound.example.com/')).toEqual(unanswered('connection_failed'));
    expect(asked).toBe(1);
    expect(await send('https://rebound.example.com/')).toEqual(unanswered('target_forbidden'));
    expect(tried).toEqual([['8.8.8.8']]);
  });

  test('a name that has no address is said to have none', async () => {
    const { send, tried } = watched(() => {
      throw new Error('ENOTFOUND');
    });
    expect(await send('https://nobody.example.com/')).toEqual(unanswered('name_unresolved'));
    expect(tried).toEqual([]);
  });

  test('loopback listeners see no connection, not even by redirect', async () => {
    const secret = await receiver((_, response) => response.end('secret'));
    const { send } = watched(() => ['127.0.0.1']);
    for (const host of ['127.0.0.1', 'localhost', '2130706433', 'rebound.example.com']) {
      for (const scheme of ['http', 'https']) await send(`${scheme}://${host}:${secret.port}/`);
    }
    const allowed = await receiver((_, response) => response.writeHead(307, { location: secret.url }).end());
    expect(await sendTo(allowed.url)).toEqual(answered(307));
    expect(secret.connections()).toBe(0);
  });
});

test('a name is connected to by the address that was checked, with the name in the request', async () => {
  const hosts: (string | undefined)[] = [];
  const { port } = await receiver((request, response) => {
    hosts.push(request.headers.host);
    response.writeHead(204).end();
  });
  const url = `http://pinned.example.com:${port}/`;
  expect(await sendTo(url, { resolve: async () => ['127.0.0.1'] })).toEqual(answered(204));
  expect(hosts).toEqual([`pinned.example.com:${port}`]);
});
