import { isIP } from 'node:net';
import path from 'node:path';
import { parseIpNetwork } from '@latchkey/domain';
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
  /** CIDRs that webhooks may reach although private, over plain http too. */
  readonly webhookAllowNetworks: readonly string[];
  /** `null`: generated into the data directory. */
  readonly secret: string | null;
  readonly firstOperator: { readonly email: string; readonly password: string } | null;
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  readonly whatsAppCloud: WhatsAppCloudConfiguration;
  /** Where GitHub publishes the keys with which its secret scanning signs. */
  readonly githubKeysUrl: string;
  /** The mail server, with its credentials, and the sender; `null`: no mails are sent. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** Whole days that audit entries are kept at least; `null`: for ever. */
  readonly auditRetentionDays: number | null;
}

/** How Meta's Graph API is reached, and how Meta proves itself when it tells of messages. */
export interface WhatsAppCloudConfiguration {
  /** With the version, without a slash at the end. */
  readonly url: string;
  /** Of the Meta app: signs what Meta tells; `null`: Meta is not listened to. */
  readonly appSecret: string | null;
  /** What Meta shows when it subscribes. */
  readonly verifyToken: string | null;
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
    webhookAllowNetworks: readNetworks('WEBHOOK_ALLOW_NETWORKS', text('WEBHOOK_ALLOW_NETWORKS'), fail),
    secret,
    firstOperator: readFirstOperator(text('LATCHKEY_OPERATOR_EMAIL'), environment['LATCHKEY_OPERATOR_PASSWORD'], fail),
    demo: readSwitch('LATCHKEY_DEMO', text('LATCHKEY_DEMO'), fail),
    logLevel: readLogLevel(text('LOG_LEVEL') ?? 'info', fail),
    whatsAppCloud: readWhatsAppCloud(text, fail),
    githubKeysUrl: readGithubKeysUrl(text('GITHUB_KEYS_URL'), fail),
    mail: readMail(text('SMTP_URL'), text('MAIL_FROM'), fail),
    auditRetentionDays: readDays('AUDIT_RETENTION_DAYS', text('AUDIT_RETENTION_DAYS'), fail),
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

/** The versions of the Graph API come out several times a year, and each works for two years at least. */
const WHATSAPP_CLOUD_URL_DEFAULT = 'https://graph.facebook.com/v23.0';

function readWhatsAppCloud(text: (name: string) => string | null, fail: Fail): WhatsAppCloudConfiguration {
  const url = readUrl('WHATSAPP_CLOUD_URL', text('WHATSAPP_CLOUD_URL'), ['https:', 'http:'], fail);
  const [appSecret, verifyToken] = [text('WHATSAPP_CLOUD_APP_SECRET'), text('WHATSAPP_CLOUD_VERIFY_TOKEN')];
  if (appSecret !== null && verifyToken === null)
    fail('WHATSAPP_CLOUD_VERIFY_TOKEN', 'is missing: it goes with WHATSAPP_CLOUD_APP_SECRET.');
  if (verifyToken !== null && appSecret === null)
    fail('WHATSAPP_CLOUD_APP_SECRET', 'is missing: it goes with WHATSAPP_CLOUD_VERIFY_TOKEN.');
  return { url: (url ?? WHATSAPP_CLOUD_URL_DEFAULT).replace(/\/+$/, ''), appSecret, verifyToken };
}

const GITHUB_KEYS_URL_DEFAULT = 'https://api.github.com/meta/public_keys/secret_scanning';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whoever can change what comes from there can have any key revoked: without TLS, it is this machine alone. */
function readGithubKeysUrl(value: string | null, fail: Fail): string {
  const url = readUrl('GITHUB_KEYS_URL', value, ['https:', 'http:'], fail) ?? GITHUB_KEYS_URL_DEFAULT;
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
  if (protocol === 'http:' && !LOOPBACK.has(hostname))
    fail('GITHUB_KEYS_URL', 'must begin with https://, unless it is on this machine.');
  return url;
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

/** Written as IP allowlists are: each network in its one reading. */
function readNetworks(name: string, value: string | null, fail: Fail): readonly string[] {
  const entries = (value ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  for (const entry of entries) {
    if (typeof parseIpNetwork(entry) === 'string') fail(name, `has an entry that is no address or CIDR: "${entry}".`);
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

function readMail(url: string | null, from: string | null, fail: Fail): Configuration['mail'] {
  if (url === null && from === null) return null;
  if (url === null) fail('SMTP_URL', 'is missing: it goes with MAIL_FROM.');
  else if (!isMailServer(url)) fail('SMTP_URL', 'must be a URL that begins with smtp:// or smtps:// and names a host.');
  if (from === null) fail('MAIL_FROM', 'is missing: it goes with SMTP_URL.');
  else if (
    from.length > EMAIL_LENGTH_MAX ||
    !/^(?:[^<>\p{Cc}]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u.test(from)
  ) {
    fail('MAIL_FROM', 'must be a mail address, or a name and an address in angle brackets.');
  }
  return { url: url ?? '', from: from ?? '' };
}

/** Credentials in it are percent-encoded, as in any URL. */
function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isEncoded = (part: string) => !/%(?![\dA-Fa-f]{2})/.test(part);
  return /^smtps?:$/.test(protocol) && hostname !== '' && isEncoded(username) && isEncoded(password);
}

function readDays(name: string, value: string | null, fail: Fail): number | null {
  if (value === null) return null;
  if (!/^[1-9]\d{0,4}$/.test(value)) fail(name, 'must be a whole number of days, from 1 to 99999.');
  return Number(value);
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
