import { DomainError } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A write that a cookie vouches for must come from a page of this server. Browsers send `Origin` with every write, so
 * its absence is refused too; scripts use `Authorization: Bearer`, which no page of somebody else's can add.
 * @throws DomainError `origin_denied`
 */
export function assertSameOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return;
  if (!isSameOrigin(request.headers.origin, request.host)) {
    throw new DomainError('origin_denied', 'This request did not come from a page of this server.', 'origin');
  }
}

/** For sign-in and setup, which have no cookie yet: another site's page may not sign a visitor in. */
export function assertNotCrossOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin !== undefined && !isSameOrigin(origin, request.host)) {
    throw new DomainError('origin_denied', 'This request did not come from a page of this server.', 'origin');
  }
}

function isSameOrigin(origin: string | undefined, host: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}
