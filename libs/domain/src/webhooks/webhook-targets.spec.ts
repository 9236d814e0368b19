import { WEBHOOK_URL_LENGTH_MAX } from '@latchkey/vocabulary';
import { WebhookTargets } from './webhook-targets.js';

const FORBIDDEN_URLS = [
  'https://127.0.0.1/',
  'https://127.0.0.1./',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://017700000001/',
  'https://0177.0.0.01/',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://10.255.255.255:8443/hook',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://192.0.2.1/',
  'https://198.18.0.1/',
  'https://198.51.100.1/',
  'https://203.0.113.1/',
  'https://192.88.99.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a00:1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001::1]/',
  'https://[2001:db8::1]/',
  'https://[3fff::1]/',
  'https://[fc00::1]/',
  'https://[fd12:3456::1]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
  'https://localhost/',
  'https://LOCALHOST:8443/',
  'https://localhost./',
  'https://hooks.localhost/',
  'https://１２７.0.0.1/',
  'https://127。0。0。1/',
];

const PUBLIC_URLS = [
  'https://hooks.example.com/latchkey?token=1',
  'https://example.com:8443/',
  'https://example.com./',
  'https://bücher.example/',
  'https://8.8.8.8/',
  'https://172.15.255.255/',
  'https://172.32.0.1/',
  'https://100.128.0.1/',
  'https://192.0.1.1/',
  'https://[2606:4700::1111]/',
  'https://[2001:4860:4860::8888]/',
  'https://[::ffff:8.8.8.8]/',
];

const BAD_URLS = [
  '',
  'hooks.example.com',
  '//hooks.example.com/',
  'ftp://example.com/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://',
  'https://user@example.com/',
  'https://user:password@example.com/',
  'https://:password@example.com/',
  'https://example.com:99999/',
  'https://example.com:0/',
  'https://256.256.256.256/',
  'https://exa mple.com/',
  'https://[::1',
  'https://[fe80::1%25eth0]/',
  'http://example.com/',
];

const nowhereElse = new WebhookTargets([]);
const alsoLoopback = new WebhookTargets(['127.0.0.0/8', '::1']);

test.each(FORBIDDEN_URLS)('%s leads nowhere that webhooks may go', (url) => {
  expect(() => nowhereElse.check('url', url)).toThrow(/^url must lead to a public address/);
});

test.each(PUBLIC_URLS)('%s may be told', (url) => {
  expect(() => nowhereElse.check('url', url)).not.toThrow();
});

test.each(BAD_URLS)('%j is refused, naming the field that was given', (url) => {
  const refused = {
    code: 'invalid_request',
    field: 'X-Webhook-URL',
    publicText: expect.stringMatching(/^X-Webhook-URL/),
  };
  expect(() => nowhereElse.check('X-Webhook-URL', url)).toThrow(expect.objectContaining(refused));
});

test.each(['http://127.0.0.1:8080/', 'http://[::1]/', 'http://localhost/', 'https://127.0.0.1/', 'http://2130706433/'])(
  '%s may be told where the operator allows the network, over plain http too',
  (url) => {
    expect(() => alsoLoopback.check('url', url)).not.toThrow();
  },
);

test.each(['http://10.0.0.1/', 'https://10.0.0.1/', 'http://8.8.8.8/'])(
  '%s may not, because another network is allowed',
  (url) => {
    expect(() => alsoLoopback.check('url', url)).toThrow(/^url must lead/);
  },
);

test('a name that resolves to several addresses needs all of them allowed', () => {
  const target = { isTls: true };
  expect(nowhereElse.mayReach(target, ['8.8.8.8', '2606:4700::1111'])).toBe(true);
  expect(nowhereElse.mayReach(target, ['8.8.8.8', '10.0.0.1'])).toBe(false);
  expect(nowhereElse.mayReach(target, ['::ffff:10.0.0.1'])).toBe(false);
  expect(nowhereElse.mayReach(target, [])).toBe(false);
  expect(nowhereElse.mayReach(target, ['nonsense'])).toBe(false);
  expect(alsoLoopback.mayReach({ isTls: false }, ['8.8.8.8'])).toBe(false);
  expect(alsoLoopback.mayReach({ isTls: false }, ['127.0.0.2'])).toBe(true);
});

test('a target is read without brackets, final dots and default ports', () => {
  expect(nowhereElse.read('https://EXAMPLE.com./x')).toMatchObject({ host: 'example.com', port: 443, addresses: null });
  expect(nowhereElse.read('http://[2606:4700::1111]/')).toMatchObject({ port: 80, addresses: ['2606:4700::1111'] });
});

test.each([
  '',
  'example.com',
  '/hook',
  'ftp://example.com',
  'file:///etc/passwd',
  'https://user@example.com',
  'https://:word@example.com',
  `https://example.com/${'x'.repeat(WEBHOOK_URL_LENGTH_MAX)}`,
])('%j is no address: refused by the name of the field, and not repeated', (text) => {
  const check = (): void => new WebhookTargets(['0.0.0.0/0']).check('X-Webhook-URL', text);
  expect(check).toThrow(expect.objectContaining({ code: 'invalid_request', field: 'X-Webhook-URL' }));
  expect(check).not.toThrow(/example|etc/);
});

test.each(['https://example.com/hook', 'http://127.0.0.1:8080/?a=b', 'HTTPS://EXAMPLE.com'])(
  '%s is an address that can be told',
  (text) => expect(() => new WebhookTargets(['127.0.0.0/8']).check('X-Webhook-URL', text)).not.toThrow(),
);
