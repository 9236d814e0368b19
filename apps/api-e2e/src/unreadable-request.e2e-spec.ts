import { Server } from './server.js';

const SECRET = 'lk_live_0123456789abcdefghijABCDEFGHIJ012345';

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});

test.each([
  ['what is no HTTP', `${SECRET}\r\n\r\n`, 400],
  ['two lengths', `POST /v1/setup HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400],
  ['a header that is none', `GET / HTTP/1.1\r\nHost: x\r\n${SECRET}\r\n\r\n`, 400],
  ['headers without an end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${SECRET.repeat(1000)}\r\n\r\n`, 431],
])('%s is answered with a problem that quotes nothing, and nothing is logged of it', async (_what, bytes, status) => {
  const answer = await server.http.raw(bytes);
  expect(answer.expect(status)).toMatchObject({ status, code: 'invalid_request' });
  expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', connection: 'close' });
  expect(answer.text + server.process.output).not.toContain(SECRET);
  expect((await server.http.get('/health/live')).status).toBe(200);
});
