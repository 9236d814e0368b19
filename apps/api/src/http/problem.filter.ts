import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { deny, EntitlementMissingError, ForeignResourceError, type StoredAnswer } from '@latchkey/domain';
import { standard, WIRE_PROFILES, type WireAnswer, type WireProfile } from '@latchkey/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problems.js';
import { redactSecrets } from './redaction.js';
import { DeniedException, RepeatedRequest } from './request-context.js';

/** The one place where what went wrong becomes an answer: a refusal by the profile's words, a failure as a problem. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof RepeatedRequest) return repeat(error.answer, reply);
    const answer = answerTo(error, request);
    if (answer.status >= 500) {
      const of = { reqId: request.id, route: request.routeOptions.url };
      request.log.error({ err: error, ...of }, 'request failed');
    }
    void reply
      .status(answer.status)
      .headers(answer.headers)
      .send(redactSecrets(JSON.stringify(answer.body)));
  }
}

function answerTo(error: unknown, request: FastifyRequest): WireAnswer {
  const profile: WireProfile = request.speaksProfile && request.api ? WIRE_PROFILES[request.api.wireProfile] : standard;
  if (error instanceof DeniedException) return profile.denial(error.denied, request.id);
  // The same answer as where the gate says so: what a plan lacks, it lacks for everybody of the workspace.
  if (error instanceof EntitlementMissingError) {
    return profile.denial(deny('entitlement_missing', null, [error.entitlement]), request.id);
  }
  if (error instanceof ForeignResourceError && profile.deniesForeignIds) {
    return profile.denial(deny('resource_denied', request.allowed?.record ?? null), request.id);
  }
  return profile.problem(problemOf(error), request.id);
}

function repeat({ status, contentType, body }: StoredAnswer, reply: FastifyReply): void {
  void reply.status(status).header('idempotency-replayed', 'true');
  if (contentType !== null) void reply.type(contentType);
  void reply.send(body ?? undefined);
}
