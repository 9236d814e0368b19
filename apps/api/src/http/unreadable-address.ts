import { DomainError } from '@latchkey/domain';
import { standard } from '@latchkey/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { edgeHeaders } from './edge.js';
import { problemOf } from './problems.js';

/** An address that no route can be looked for. Fastify's own answer would quote it, with whatever secret is in it. */
export function refuseUnreadableAddress(_error: Error, { id }: FastifyRequest, reply: FastifyReply): void {
  const detail = 'The address cannot be read: an escape in it is broken, or a part of it is too long.';
  const { status, headers, body } = standard.problem(problemOf(new DomainError('invalid_request', detail, 'url')), id);
  void reply
    .status(status)
    .headers({ ...edgeHeaders(id), ...headers })
    .send(JSON.stringify(body));
}
