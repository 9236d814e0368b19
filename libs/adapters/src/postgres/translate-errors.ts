import { isNativeError } from 'node:util/types';
import { ContentionError, StoreUnavailableError } from '@latchkey/domain';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { taken, type UniqueField } from '../taken.js';

/** Names of constraints are part of the schema: migrations give them, this table reads them. */
const FIELD_OF_CONSTRAINT: Readonly<Record<string, UniqueField>> = {
  apis_pkey: 'id',
  apis_slug_key: 'slug',
  api_hostnames_pkey: 'hostnames',
  plans_pkey: 'id',
  plans_slug_key: 'slug',
  workspaces_pkey: 'id',
  apps_pkey: 'id',
  apps_app_key_key: 'appKey',
  api_keys_pkey: 'id',
  api_keys_sha256_key: 'sha256',
  users_pkey: 'id',
  users_email_key: 'email',
  sessions_pkey: 'id',
  members_pkey: 'id',
  invitations_pkey: 'id',
  audit_entries_pkey: 'id',
  devices_pkey: 'id',
  devices_phone_number_key: 'whatsAppPhoneNumberId',
  messages_pkey: 'id',
  contacts_pkey: 'id',
  contacts_phone_number_key: 'phoneNumber',
  templates_pkey: 'id',
  templates_name_key: 'name',
  mails_pkey: 'id',
  password_resets_pkey: 'id',
  webhooks_pkey: 'id',
  webhook_deliveries_pkey: 'id',
};

const UNIQUE_VIOLATION = '23505';

/** 08: connection lost; 53: no connections, memory or disk left; 57P0x: shutting down or starting up. */
const UNAVAILABLE_STATE = /^(08|53|57P0)/;

/** Answers that took too long (statement_timeout, idle_in_transaction_session_timeout), and a standby's refusal. */
const UNAVAILABLE_STATES = new Set(['57014', '25P03', '25006']);

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
]);

/** `pg` and its pool give these no code. */
const UNAVAILABLE_MESSAGE = new RegExp(
  [
    '^Connection terminated',
    '^timeout expired$',
    '^timeout exceeded when trying to connect$',
    '^Query read timeout$',
    '^Client has encountered a connection error',
    '^Client was closed and is not queryable$',
    '^Cannot use a pool after calling end on the pool$',
  ].join('|'),
);

/** Postgres ended one of two transactions that waited for each other. Nothing of it was written. */
const DEADLOCK = '40P01';

interface DriverError extends Error {
  readonly code?: unknown;
  readonly constraint?: unknown;
}

/** Runs `work`, and puts what the driver says into the words of the ports. */
export async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translated(error);
  }
}

/**
 * `ConflictError` for a value that is taken, `ContentionError` for a deadlock, `StoreUnavailableError` for a database out of reach, otherwise the error
 * itself, without the values of the failed statement.
 */
export function translated(error: unknown): unknown {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!isNativeError(cause)) return error;
  const { code, constraint, message } = cause as DriverError;
  withoutValues(error);
  withoutValues(cause);
  if (isConnectionGone(cause) || isUnavailable(code, message)) return new StoreUnavailableError({ cause });
  if (code === DEADLOCK) return new ContentionError({ cause });
  const field = code === UNIQUE_VIOLATION ? FIELD_OF_CONSTRAINT[String(constraint)] : undefined;
  return field === undefined ? error : taken(field);
}

/** TypeORM releases a query runner of its own accord when the connection under it breaks. */
const isConnectionGone = (error: Error): boolean =>
  error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError;

function isUnavailable(code: unknown, message: string): boolean {
  if (typeof code !== 'string') return UNAVAILABLE_MESSAGE.test(message);
  return NETWORK_CODES.has(code) || UNAVAILABLE_STATES.has(code) || UNAVAILABLE_STATE.test(code);
}

/**
 * Parameters and row contents hold password hashes and fingerprints of keys, and whoever logs an error writes out its
 * properties.
 */
function withoutValues(error: unknown): void {
  if (isNativeError(error)) for (const name of ['parameters', 'detail', 'where']) Reflect.deleteProperty(error, name);
}
