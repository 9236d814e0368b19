import { WIRE_PROFILE_NAMES } from '@latchkey/vocabulary';
import { type Called, curlExample, firstCallOf, KEY_PLACEHOLDER, nodeExample } from './first-call';

const page = { protocol: 'http:', host: 'localhost:3000', port: '3000' };

test('the call goes to the API’s own host name, on the server’s port, with the header of its wire profile', () => {
  expect(curlExample({ hostnames: ['api.acme.example', 'b.example'], wireProfile: 'whatomate' }, page)).toBe(
    `curl http://api.acme.example:3000/api/contacts \\\n  -H 'X-API-Key: ${KEY_PLACEHOLDER}'`,
  );
});

test('without a host name of its own it goes where the page is', () => {
  expect(curlExample({ hostnames: [], wireProfile: 'standard' }, page)).toBe(
    `curl http://localhost:3000/v1/devices \\\n  -H 'Authorization: Bearer ${KEY_PLACEHOLDER}'`,
  );
});

test('on the standard port the address has none', () => {
  const behindProxy = { protocol: 'https:', host: 'keys.acme.example', port: '' };
  const called: Called = { hostnames: ['api.acme.example'], wireProfile: 'waping' };
  expect(curlExample(called, behindProxy)).toContain('https://api.acme.example/v1/devices ');
});

test('Node takes the key from the environment, and says why it was refused as the profile words it', () => {
  const example = nodeExample({ hostnames: [], wireProfile: 'wastack' }, page);
  expect(example).toContain("headers: { 'Authorization': `Bearer ${process.env.API_KEY}` }");
  expect(example).toContain('${body.error.message}');
});

test('every profile has a first call that only reads, and no example has a key in it', () => {
  for (const wireProfile of WIRE_PROFILE_NAMES) {
    const called = { hostnames: [], wireProfile };
    expect(firstCallOf(called).path).toMatch(/^\//);
    for (const example of [curlExample(called, page), nodeExample(called, page)]) {
      expect(example).not.toMatch(/-X|method:|_live_|whm_/);
    }
  }
});
