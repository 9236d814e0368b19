import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/configuration.js';
import { redactSecrets } from './redaction.js';

/** Whatever is logged under one of these names, at the top or in an object there. */
const REDACTED_NAMES = [
  'headers',
  'body',
  'authorization',
  'x-api-key',
  'x-app-key',
  'cookie',
  'set-cookie',
  'secret',
  'key',
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'accessToken',
  'link',
  'recoveryCodes',
];
const REDACTED_PATHS = REDACTED_NAMES.flatMap((name) => [`["${name}"]`, `*["${name}"]`]);

/**
 * JSON lines on stdout. Credentials are named away first; then whatever still looks like a secret is blotted out.
 * @param destination of a test, in place of stdout
 */
export const serverLogger = (level: LogLevel, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      hooks: { streamWrite: redactSecrets },
    },
    destination,
  );
