import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { standard } from '@latchkey/wire';
import type { FastifyInstance } from 'fastify';
import { Askers } from './askers.js';
import { presentDecision } from './decision.presenter.js';
import { readByRules, readQuickly } from './read-request.js';
import { Verification } from './verification.js';
import { VERIFY_PATH } from './verify.openapi.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Services ask here before every request of theirs, so it is a Fastify route of its own: no Passport, pipes or
 * interceptors, and a refusal is an answer, not an exception. What does go wrong reaches the problem filter like
 * anybody's.
 */
export function serveVerification(app: NestFastifyApplication, server: FastifyInstance): void {
  const askers = app.get(Askers);
  const verification = app.get(Verification);
  server.post(VERIFY_PATH, async (request, reply) => {
    const asker = await askers.admit(request);
    if (asker.kind === 'refused') {
      const { status, headers, body } = standard.denial(asker.denied, request.id);
      return reply.status(status).headers(headers).send(JSON.stringify(body));
    }
    const body = readQuickly(request.body) ?? (await readByRules(request.body));
    const decision = await verification.decide(asker, body);
    if (asker.kind === 'service') void reply.headers(standard.allowHeaders?.(asker.allowed) ?? {});
    return reply.header('content-type', JSON_TYPE).send(presentDecision(decision, body.cost ?? 1));
  });
}
