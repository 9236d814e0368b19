import { ConfigurationError, readConfiguration } from './configuration.js';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const SECRET = 's'.repeat(32);

test('an empty environment is enough: the embedded database, on localhost', () => {
  expect(readConfiguration({})).toMatchObject({
    port: 3000,
    host: 'localhost',
    databaseUrl: null,
    publicUrl: null,
    firstOperator: null,
    demo: false,
    logLevel: 'info',
    trustedProxies: [],
    webhookAllowNetworks: [],
    auditRetentionDays: null,
  });
});

test('an empty variable counts as one that is not there', () => {
  expect(readConfiguration({ PORT: '', DATABASE_URL: ' ', LATCHKEY_DEMO: '' })).toMatchObject({
    port: 3000,
    demo: false,
  });
});

test('all problems are told at once, each by the name of its variable', () => {
  const problems = problemsOf({
    PORT: '70000',
    DATABASE_URL: 'mysql://localhost/x',
    PUBLIC_URL: 'localhost',
    TRUSTED_PROXIES: '10.0.0.0/8, 10.0.0.0/33, proxy',
    WEBHOOK_ALLOW_NETWORKS: '10.0.0.0/8, 10.0.0.1/8',
    LATCHKEY_SECRET: 'short',
    LATCHKEY_OPERATOR_EMAIL: 'nobody',
    LATCHKEY_OPERATOR_PASSWORD: 'short',
    LATCHKEY_DEMO: 'yes',
    LOG_LEVEL: 'loud',
    SMTP_URL: 'http://mail.example.com',
    REDIS_URL: 'redis://localhost',
  });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'PUBLIC_URL',
    'LATCHKEY_SECRET',
    'TRUSTED_PROXIES',
    'TRUSTED_PROXIES',
    'WEBHOOK_ALLOW_NETWORKS',
    'LATCHKEY_OPERATOR_EMAIL',
    'LATCHKEY_OPERATOR_PASSWORD',
    'LATCHKEY_DEMO',
    'LOG_LEVEL',
    'SMTP_URL',
    'MAIL_FROM',
    'REDIS_URL',
  ]);
});

test('no problem repeats a value that may be a secret', () => {
  const text = problemsOf({
    DATABASE_URL: 'mysql://user:hunter2hunter2@localhost',
    LATCHKEY_SECRET: 'hunter2',
    LATCHKEY_OPERATOR_PASSWORD: 'hunter2',
  }).join('\n');
  expect(text).not.toContain('hunter2');
  expect(text).toContain('LATCHKEY_OPERATOR_EMAIL');
});

test.each(['-1', '3000.5', '0x10', '1e3', 'http', '65536'])('PORT=%s is refused', (port) => {
  expect(problemsOf({ PORT: port })).toHaveLength(1);
});

test('a database of one’s own needs a secret of one’s own', () => {
  expect(problemsOf({ DATABASE_URL: 'postgres://localhost/x' })[0]).toMatch(/^LATCHKEY_SECRET is required/);
  expect(problemsOf({ DATABASE_URL: 'postgres://localhost/x', LATCHKEY_SECRET: SECRET })).toEqual([]);
});

test('trusted proxies are addresses and CIDRs of both families', () => {
  const { trustedProxies } = readConfiguration({ TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7 fd00::/8' });
  expect(trustedProxies).toEqual(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);
});

test('a password keeps its spaces', () => {
  const { firstOperator } = readConfiguration({
    LATCHKEY_OPERATOR_EMAIL: ' ada@example.com ',
    LATCHKEY_OPERATOR_PASSWORD: ' correct horse ',
  });
  expect(firstOperator).toEqual({ email: 'ada@example.com', password: ' correct horse ' });
});

describe('WhatsApp Cloud', () => {
  test('is reached at Meta, and not listened to, unless it is said otherwise', () => {
    const { whatsAppCloud } = readConfiguration({});
    expect(whatsAppCloud.url).toMatch(/^https:\/\/graph\.facebook\.com\/v\d+\.0$/);
    expect(whatsAppCloud).toMatchObject({ appSecret: null, verifyToken: null });
  });

  test('is reached and listened to as it is said', () => {
    const said = {
      WHATSAPP_CLOUD_URL: 'http://127.0.0.1:8080/v23.0/',
      WHATSAPP_CLOUD_APP_SECRET: 'secret',
      WHATSAPP_CLOUD_VERIFY_TOKEN: 'token',
    };
    const whatsAppCloud = { url: 'http://127.0.0.1:8080/v23.0', appSecret: 'secret', verifyToken: 'token' };
    expect(readConfiguration(said)).toMatchObject({ whatsAppCloud });
  });

  test.each([
    [{ WHATSAPP_CLOUD_URL: 'graph.facebook.com' }, 'WHATSAPP_CLOUD_URL'],
    [{ WHATSAPP_CLOUD_APP_SECRET: 'secret' }, 'WHATSAPP_CLOUD_VERIFY_TOKEN'],
    [{ WHATSAPP_CLOUD_VERIFY_TOKEN: 'token' }, 'WHATSAPP_CLOUD_APP_SECRET'],
  ])('%j is refused by the name of %s', (environment, name) => {
    expect(problemsOf(environment).map((problem) => problem.split(' ')[0])).toEqual([name]);
  });
});

describe('the keys of GitHub', () => {
  test('are fetched where GitHub documents it, unless it is said otherwise', () => {
    expect(readConfiguration({}).githubKeysUrl).toBe('https://api.github.com/meta/public_keys/secret_scanning');
    for (const url of ['https://ghe.example.com/keys', 'http://127.0.0.1:8080/keys', 'http://[::1]:8080/'])
      expect(readConfiguration({ GITHUB_KEYS_URL: url }).githubKeysUrl).toBe(url);
  });

  test.each(['http://ghe.example.com/keys', 'http://127.0.0.1.example.com/', 'file:///keys', 'keys'])(
    'are not fetched from %s',
    (url) => {
      expect(problemsOf({ GITHUB_KEYS_URL: url })).toEqual([
        expect.stringMatching(/^GITHUB_KEYS_URL must begin|be a URL/),
      ]);
    },
  );
});

test('days of audit entries are whole ones', () => {
  expect(readConfiguration({ AUDIT_RETENTION_DAYS: '365' }).auditRetentionDays).toBe(365);
  for (const AUDIT_RETENTION_DAYS of ['0', '-1', '1.5', '1e3', 'for ever', '100000'])
    expect(problemsOf({ AUDIT_RETENTION_DAYS })).toEqual([expect.stringMatching(/^AUDIT_RETENTION_DAYS /)]);
});

describe('mail', () => {
  const FROM = 'Latchkey <latchkey@example.com>';

  test('takes a server and a sender, and is off without both', () => {
    expect(readConfiguration({}).mail).toBeNull();
    const url = 'smtps://user:p%40ss@mail.example.com:465';
    expect(readConfiguration({ SMTP_URL: url, MAIL_FROM: FROM }).mail).toEqual({ url, from: FROM });
  });

  test.each([
    ['SMTP_URL', { MAIL_FROM: FROM }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://localhost' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'nobody' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@example.com, b@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://', MAIL_FROM: FROM }],
    ['SMTP_URL', { SMTP_URL: 'mail.example.com', MAIL_FROM: FROM }],
    ['SMTP_URL', { SMTP_URL: 'smtp://user:50%-secret@localhost', MAIL_FROM: FROM }],
  ])('a bad %s is told by its name, and no password with it: %j', (name, environment) => {
    const problems = problemsOf(environment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} `));
    expect(problems[0]).not.toContain('secret');
  });
});
