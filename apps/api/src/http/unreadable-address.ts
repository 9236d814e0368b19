import { DomainError } from '@latchkey/domain';
import { standard } from '@latchkey/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { edgeHeaders, UNREADABLE_ADDRESS } from './edge.js';
import { problemOf } from './problems.js';

/** An address that no route can be looked for. Fastify's own answer would quote it, with whatever secret is in it. */
export function refuseUnreadableAddress(_error: Error, { id }: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, body } = standard.problem(
    problemOf(new DomainError('invalid_request', UNREADABLE_ADDRESS, 'url')),
    id,
  );
  void reply
    .status(status)
    .headers({ ...edgeHeaders(id), ...headers })
    .send(JSON.stringify(body));
}
