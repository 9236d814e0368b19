import pino, { type Logger } from 'pino';
import type { LogLevel } from '../config/configuration.js';
import { redactSecrets } from './redaction.js';

const REDACTED_PATHS = [
  'headers',
  'req.headers',
  'authorization',
  'cookie',
  'secret',
  'key',
  'password',
  'token',
  'accessToken',
].flatMap((path) => [path, `*.${path}`]);

/** JSON lines on stdout. Credentials are named away first; then whatever still looks like a secret is blotted out. */
export const serverLogger = (level: LogLevel): Logger =>
  pino({
    level,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    hooks: { streamWrite: redactSecrets },
  });
