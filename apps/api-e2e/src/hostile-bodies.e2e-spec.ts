import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { Server } from './server.js';

const many = (count: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 1])));

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});

test.each([
  ['tens of thousands of fields', many(20_000)],
  ['tens of thousands of fields, one level down', `{"email":${many(20_000)}}`],
  ['a list of tens of thousands', `{"email":[${'1,'.repeat(50_000)}1]}`],
  ['thousands of levels', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['thousands of lists in lists', `{"email":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
])('a body of %s is refused shortly, without an account of every field', async (_what, text) => {
  const answer = await server.http.send('POST', '/v1/auth/login', {
    text,
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.expect(400)).toMatchObject({ code: 'invalid_request' });
  expect(answer.text.length).toBeLessThan(2_000);
});

test('failed attempts at setting up do not lock an account out', async () => {
  for (let i = 0; i < 12; i++) {
    const attempt = { email: 'ada@example.com', password: 'a long enough password', token: 'guess' };
    expect((await server.http.post('/v1/setup', attempt)).status).toBe(403);
  }
  for (let i = 0; i < 12; i++) await server.http.post('/v1/auth/login', { email: 'ada@example.com' });
  const signIn = { email: 'ada@example.com', password: 'a long enough password' };
  expect((await server.http.post('/v1/auth/login', signIn)).status).toBe(401);
});

test('a client that never finishes its request does not keep the server from stopping', async () => {
  const socket: Socket = connect(server.http.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  expect((await server.http.get('/health/live')).status).toBe(200);
  const closed = once(socket, 'close');
  expect(await server.stop()).toBe(0);
  await closed;
});
