import { isIP } from 'node:net';
import path from 'node:path';
import { EMAIL_LENGTH_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@latchkey/vocabulary';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** Without a slash at the end; `null`: `http://localhost` and the port. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  /** `null`: the embedded Postgres. */
  readonly databaseUrl: string | null;
  /** CIDRs of proxies whose `X-Forwarded-*` is believed. */
  readonly trustedProxies: readonly string[];
  /** `null`: generated into the data directory. */
  readonly secret: string | null;
  readonly firstOperator: { readonly email: string; readonly password: string } | null;
  readonly demo: boolean;
  readonly logLevel: LogLevel;
}

const SECRET_LENGTH_MIN = 32;

/** Exit code for a configuration that cannot be used (`EX_CONFIG` of sysexits.h). */
export const EXIT_CONFIGURATION = 78;

/** Every problem at once, each beginning with the name of its variable. Values are not repeated: one may be a secret. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** @throws ConfigurationError */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const problems: string[] = [];
  const text = (name: string): string | null => environment[name]?.trim() || null;
  const fail = (name: string, problem: string): void => void problems.push(`${name} ${problem}`);

  const port = readPort(text('PORT') ?? '3000', fail);
  const databaseUrl = readUrl('DATABASE_URL', text('DATABASE_URL'), ['postgres:', 'postgresql:'], fail);
  const publicUrl = readUrl('PUBLIC_URL', text('PUBLIC_URL'), ['http:', 'https:'], fail);
  const secret = readSecret(text('LATCHKEY_SECRET'), databaseUrl !== null, fail);
  const configuration: Configuration = {
    port,
    host: text('HOST') ?? 'localhost',
    publicUrl: publicUrl?.replace(/\/+$/, '') ?? null,
    dataDir: path.resolve(text('DATA_DIR') ?? '.data'),
    databaseUrl,
    trustedProxies: readCidrs(text('TRUSTED_PROXIES'), fail),
    secret,
    firstOperator: readFirstOperator(text('LATCHKEY_OPERATOR_EMAIL'), environment['LATCHKEY_OPERATOR_PASSWORD'], fail),
    demo: readSwitch('LATCHKEY_DEMO', text('LATCHKEY_DEMO'), fail),
    logLevel: readLogLevel(text('LOG_LEVEL') ?? 'info', fail),
  };
  if (text('REDIS_URL') !== null) {
    fail('REDIS_URL', 'is not supported yet: this release runs one instance. Leave it out.');
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return configuration;
}

type Fail = (name: string, problem: string) => void;

function readPort(value: string, fail: Fail): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65535) fail('PORT', 'must be a number from 0 to 65535.');
  return port;
}

function readUrl(name: string, value: string | null, protocols: readonly string[], fail: Fail): string | null {
  if (value === null) return null;
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    fail(name, `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`);
  }
  return value;
}

function readSecret(value: string | null, required: boolean, fail: Fail): string | null {
  if (value === null && required) {
    fail('LATCHKEY_SECRET', `is required with DATABASE_URL: ${SECRET_LENGTH_MIN} or more random characters.`);
  }
  if (value !== null && value.length < SECRET_LENGTH_MIN) {
    fail('LATCHKEY_SECRET', `must have at least ${SECRET_LENGTH_MIN} characters.`);
  }
  return value;
}

function readCidrs(value: string | null, fail: Fail): readonly string[] {
  const entries = (value ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  for (const entry of entries) {
    const [address = '', bits, ...rest] = entry.split('/');
    const version = isIP(address);
    const bitsMax = version === 4 ? 32 : 128;
    const bitsFit = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax);
    if (version === 0 || !bitsFit || rest.length > 0)
      fail('TRUSTED_PROXIES', `has an entry that is no address or CIDR: "${entry}".`);
  }
  return entries;
}

function readFirstOperator(
  email: string | null,
  password: string | undefined,
  fail: Fail,
): Configuration['firstOperator'] {
  if (email === null && !password) return null;
  if (email === null) fail('LATCHKEY_OPERATOR_EMAIL', 'is missing: it goes with LATCHKEY_OPERATOR_PASSWORD.');
  else if (email.length > EMAIL_LENGTH_MAX || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    fail('LATCHKEY_OPERATOR_EMAIL', 'must be a mail address.');
  }
  if (!password) fail('LATCHKEY_OPERATOR_PASSWORD', 'is missing: it goes with LATCHKEY_OPERATOR_EMAIL.');
  else if (password.length < PASSWORD_LENGTH_MIN || password.length > PASSWORD_LENGTH_MAX) {
    fail('LATCHKEY_OPERATOR_PASSWORD', `must have ${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters.`);
  }
  return { email: email ?? '', password: password ?? '' };
}

function readSwitch(name: string, value: string | null, fail: Fail): boolean {
  if (value !== null && value !== '0' && value !== '1') fail(name, 'must be 1 or 0.');
  return value === '1';
}

function readLogLevel(value: string, fail: Fail): LogLevel {
  const level = LOG_LEVELS.find((known) => known === value);
  if (level === undefined) fail('LOG_LEVEL', `must be one of ${LOG_LEVELS.join(', ')}.`);
  return level ?? 'info';
}
