import { DomainError } from '@latchkey/domain';
import { IDEMPOTENCY_KEY_LENGTH_MAX } from '@latchkey/vocabulary';
import type { FastifyRequest } from 'fastify';

/** The headers with which a caller names a write. Both name the same thing, so one of them is enough. */
const REQUEST_ID = 'x-request-id';
const IDEMPOTENCY_KEY = 'idempotency-key';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const VISIBLE = /^[\x21-\x7e]+$/;
/** RFC 8941, section 3.3.3: quotes and backslashes within are escaped. */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

type Headers = Pick<FastifyRequest, 'headers'>;

/** All that a request without these headers is asked. A read repeats itself, so whatever its headers say is ignored. */
export const namesItself = ({ method, headers }: Headers & Pick<FastifyRequest, 'method'>): boolean =>
  (headers[REQUEST_ID] !== undefined || headers[IDEMPOTENCY_KEY] !== undefined) && WRITES.has(method);

/** @throws DomainError `invalid_request` naming the header */
export function requestNameOf({ headers }: Headers): string {
  const id = headers[REQUEST_ID] === undefined ? null : requestId(String(headers[REQUEST_ID]));
  const key = headers[IDEMPOTENCY_KEY] === undefined ? null : idempotencyKey(String(headers[IDEMPOTENCY_KEY]));
  if (id !== null && key !== null && id !== key) {
    throw refusal(IDEMPOTENCY_KEY, 'Idempotency-Key and X-Request-ID differ. Send one of them, or the same in both.');
  }
  return id ?? key ?? '';
}

function requestId(header: string): string {
  if (!UUID.test(header)) throw refusal(REQUEST_ID, 'X-Request-ID must be a UUID.');
  return header.toLowerCase();
}

/**
 * A string as draft-ietf-httpapi-idempotency-key-header has it, in quotes, or bare as most clients send it. A UUID is
 * the same one in any case.
 */
function idempotencyKey(header: string): string {
  const key = header.startsWith('"') ? QUOTED.exec(header)?.[1]?.replace(/\\(.)/g, '$1') : header;
  if (key === undefined || !VISIBLE.test(key) || key.length > IDEMPOTENCY_KEY_LENGTH_MAX) {
    const text = `Idempotency-Key must be 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} visible ASCII characters, bare or in quotes.`;
    throw refusal(IDEMPOTENCY_KEY, text);
  }
  return UUID.test(key) ? key.toLowerCase() : key;
}

const refusal = (header: string, text: string): DomainError => new DomainError('invalid_request', text, header);
