import { Writable } from 'node:stream';
import { serverLogger } from './server-logger.js';

const SECRET = 'nothing-that-looks-like-a-secret';

/** What a line of the log says, where somebody logs this. */
function logged(fields: object): string {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('utf8');
      done();
    },
  });
  serverLogger('trace', stream).info(fields, 'Something happened.');
  return text;
}

describe('whatever somebody logs of a request, its credentials are not in the line', () => {
  test.each(['authorization', 'x-api-key', 'x-app-key', 'cookie', 'set-cookie'])('%s', (name) => {
    for (const headers of [{ [name]: SECRET }, { [name]: [SECRET] }]) {
      expect(logged({ headers })).not.toContain(SECRET);
      expect(logged({ req: { headers } })).not.toContain(SECRET);
      expect(logged({ request: { headers, url: '/v1/devices' } })).not.toContain(SECRET);
      expect(logged({ reply: { headers } })).not.toContain(SECRET);
    }
    expect(logged({ [name]: SECRET })).not.toContain(SECRET);
    expect(logged({ req: { [name]: SECRET } })).not.toContain(SECRET);
  });

  test.each([
    'secret',
    'key',
    'password',
    'newPassword',
    'currentPassword',
    'token',
    'accessToken',
    'link',
    'recoveryCodes',
  ])('the field %s of a body', (name) => {
    expect(logged({ [name]: SECRET })).not.toContain(SECRET);
    expect(logged({ answer: { [name]: SECRET } })).not.toContain(SECRET);
  });

  test('a body as a whole, whatever is in it', () => {
    expect(logged({ body: { anything: SECRET } })).not.toContain(SECRET);
    expect(logged({ req: { body: SECRET } })).not.toContain(SECRET);
  });
});

test('what tells of a request without telling its secrets stays', () => {
  const line = logged({ requestId: 'req_1', method: 'POST', path: '/v1/devices', status: 201, code: 'key_unknown' });
  for (const told of ['req_1', 'POST', '/v1/devices', '201', 'key_unknown', 'Something happened.'])
    expect(line).toContain(told);
});
