import type { Handover } from '@latchkey/domain';
import type { MessageFailureCode } from '@latchkey/vocabulary';

/** What Meta says of a request that it refused. Its documentation advises to go by the code, not by the status or the title. */
export interface GraphError {
  readonly code: number | null;
  readonly message: string;
}

/*
 * From "Error codes" in Meta's documentation of the Cloud API. Codes that are not here are final: the same request would
 * be refused again.
 */

/** The access token is not good (any more), or the number is gone, locked or not registered: nothing goes out from there. */
const CUT_OFF = new Set([0, 190, 33, 131031, 133010]);

const RATE_LIMITED = new Set([4, 80007, 130429, 131048, 131056]);

/** Their servers: unknown, down, overloaded, in maintenance. */
const UNAVAILABLE = new Set([1, 2, 131000, 131016, 131057]);

const FINAL: ReadonlyMap<number, MessageFailureCode> = new Map([
  [131026, 'undeliverable'],
  [130472, 'undeliverable'],
  [131049, 'undeliverable'],
  [131030, 'recipient_not_allowed'],
  [131021, 'recipient_not_allowed'],
  [131047, 'outside_window'],
]);

const REASON_LENGTH_MAX = 300;

/** The failure code of a code of Meta's that is final. */
export const failureCodeOf = (code: number | null): MessageFailureCode =>
  (code !== null && RATE_LIMITED.has(code) ? 'rate_limited' : FINAL.get(code ?? -1)) ?? 'provider_refused';

/** @param status of the answer, which decides where the body says nothing that we know */
export function handoverOf(status: number, error: GraphError | null, retryAfterMs: number | null): Handover {
  const reason = reasonOf(status, error);
  const code = error?.code ?? null;
  if (code === null ? status === 401 : CUT_OFF.has(code)) return { kind: 'disconnected', reason };
  if (code === null ? status === 429 : RATE_LIMITED.has(code))
    return { kind: 'postponed', code: 'rate_limited', reason, retryAfterMs };
  const isTheirs = code === null ? status >= 500 || status === 408 : UNAVAILABLE.has(code);
  if (isTheirs) return { kind: 'postponed', code: 'provider_unavailable', reason, retryAfterMs };
  return { kind: 'refused', code: failureCodeOf(code), reason };
}

export function reasonOf(status: number, error: GraphError | null): string {
  if (error === null) return `WhatsApp answered with status ${status}.`;
  const number = error.code === null ? '' : ` (${error.code})`;
  return `WhatsApp says: ${shortText(error.message)}${number}`;
}

/**
 * Their words, as they may stand in a field of ours. Postgres takes neither a NUL nor half of a surrogate pair, and the
 * cut can leave one, so it comes first.
 */
export const shortText = (text: string): string =>
  text
    .slice(0, REASON_LENGTH_MAX)
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd');

/** `null` for whatever is no error as Meta documents them. */
export function graphErrorIn(body: unknown): GraphError | null {
  const error = fieldOf(body, 'error');
  const message = fieldOf(error, 'message');
  if (typeof message !== 'string') return null;
  const details = fieldOf(fieldOf(error, 'error_data'), 'details');
  const code = fieldOf(error, 'code');
  return {
    code: typeof code === 'number' ? code : null,
    message: typeof details === 'string' ? `${message}: ${details}` : message,
  };
}

/** What a JSON object has under a name; `undefined` for what is none. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
