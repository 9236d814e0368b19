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
    LATCHKEY_SECRET: 'short',
    LATCHKEY_OPERATOR_EMAIL: 'nobody',
    LATCHKEY_OPERATOR_PASSWORD: 'short',
    LATCHKEY_DEMO: 'yes',
    LOG_LEVEL: 'loud',
    REDIS_URL: 'redis://localhost',
  });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'PUBLIC_URL',
    'LATCHKEY_SECRET',
    'TRUSTED_PROXIES',
    'TRUSTED_PROXIES',
    'LATCHKEY_OPERATOR_EMAIL',
    'LATCHKEY_OPERATOR_PASSWORD',
    'LATCHKEY_DEMO',
    'LOG_LEVEL',
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
