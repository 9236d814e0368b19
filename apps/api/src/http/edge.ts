import { randomUUID } from 'node:crypto';
import { DomainError } from '@latchkey/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Headers that decide something. Which of two values counts would be anybody's guess, so two are refused. */
const SINGLE_HEADERS = new Set([
  'authorization',
  'x-api-key',
  'x-app-key',
  'x-request-id',
  'idempotency-key',
  'x-webhook-url',
  'x-hub-signature-256',
  'github-public-key-identifier',
  'github-public-key-signature',
  'content-type',
  'content-length',
  'host',
  'origin',
]);

export const UNREADABLE_ADDRESS = 'The address cannot be read: an escape in it is broken, or a part of it is too long.';

const CLOSE_PATIENCE_MS = 8_000;
/** As Fastify limits parameters. */
const PATH_PART_LENGTH_MAX = 100;

export const newRequestId = (): string => randomUUID();

/** In every answer. */
export const edgeHeaders = (requestId: string) => ({
  'x-request-id': requestId,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});

/** What every request passes before anything looks at what it wants. */
export function guardEdge(server: FastifyInstance): void {
  server.decorateRequest('api', null);
  server.decorateRequest('allowed', null);
  server.decorateRequest('caller', null);
  server.decorateRequest('openSession', null);
  server.decorateRequest('speaksProfile', false);
  server.decorateRequest('recording', null);
  server.removeContentTypeParser('text/plain');
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(edgeHeaders(request.id));
    refuseDuplicateHeaders(request);
    refuseUnreadableAddress(request);
    done();
  });
  endConnectionsWhenClosing(server);
}

/**
 * Connections that are idle when the server stops are closed at once. One that is answered later would be kept for the
 * client's next request, and the stop would wait until its time is over. And who has not sent all of a request when the
 * patience is over, sends it to the next server.
 */
function endConnectionsWhenClosing(server: FastifyInstance): void {
  let isClosing = false;
  server.addHook('preClose', (done) => {
    isClosing = true;
    setTimeout(() => server.server.closeAllConnections(), CLOSE_PATIENCE_MS).unref();
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done(null, payload);
  });
}

function refuseDuplicateHeaders({ raw }: FastifyRequest): void {
  const seen = new Set<string>();
  for (let i = 0; i < raw.rawHeaders.length; i += 2) {
    const name = raw.rawHeaders[i]?.toLowerCase() ?? '';
    if (!SINGLE_HEADERS.has(name)) continue;
    if (seen.has(name)) throw new DomainError('duplicate_header', `The header ${name} was given twice.`, name);
    seen.add(name);
  }
}

/**
 * No id, filter or cursor has a NUL, and Postgres takes none in a text. Broken escapes and over-long parts fit no route
 * with a parameter, but the pages' route takes everything.
 */
function refuseUnreadableAddress({ raw }: FastifyRequest): void {
  const { url = '' } = raw;
  if (url.includes('%00')) throw new DomainError('invalid_request', 'The address contains a NUL byte.', 'url');
  const path = url.split('?', 1)[0] ?? '';
  const isTooLong =
    path.length > PATH_PART_LENGTH_MAX && path.split('/').some((part) => part.length > PATH_PART_LENGTH_MAX);
  if (isTooLong || (path.includes('%') && !canBeDecoded(path))) {
    throw new DomainError('invalid_request', UNREADABLE_ADDRESS, 'url');
  }
}

function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
