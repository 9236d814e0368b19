import type { Clock, IdempotentRequests, StoredAnswer } from '@latchkey/domain';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { withoutShown } from '../http/shown-once.js';
import { toTimestamp } from '../http/timestamps.js';

/**
 * Stores the answer to a request that has a claim, before it is sent: whoever has an answer gets the same again. It sees
 * every answer as it goes out, also those of the problem filter.
 */
export function recordAnswers(server: FastifyInstance, requests: IdempotentRequests, clock: Clock): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    const { recording } = request;
    if (recording === null) return done(null, payload);
    request.recording = null;
    const { claim, shownOnce } = recording;
    // An earlier attempt did the work, so this is a repetition too.
    if (claim.resultId !== null && reply.statusCode < 400) void reply.header('idempotency-replayed', 'true');
    requests
      .end(
        claim,
        answerOf(reply, payload, (text) => withoutShown(text, shownOnce, toTimestamp(clock.nowMs()))),
      )
      // The work is done, and its answer may hold what is never answered again: it is sent all the same. A repetition
      // finds what was created by its claim.
      .catch((err: unknown) => request.log.error({ err }, 'the answer to a named request could not be stored'))
      .finally(() => done(null, payload));
  });
}

/** `null` for what is no text, which cannot be kept, and for an answer that says itself to come again. */
function answerOf(reply: FastifyReply, payload: unknown, storable: (text: string) => string): StoredAnswer | null {
  const hasBody = payload !== undefined && payload !== null && payload !== '';
  if ((hasBody && typeof payload !== 'string') || reply.hasHeader('retry-after')) return null;
  const contentType = reply.getHeader('content-type');
  return {
    status: reply.statusCode,
    contentType: hasBody && typeof contentType === 'string' ? contentType : null,
    body: hasBody ? storable(payload) : null,
  };
}
