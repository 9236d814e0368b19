import type { Allowed, Api, Caller, Claim, Denied, OpenSession, StoredAnswer } from '@latchkey/domain';
import { USER_AGENT_LENGTH_MAX } from '@latchkey/vocabulary';
import type { FastifyRequest } from 'fastify';

export interface Recording {
  readonly claim: Claim;
  /** Fields of the answer that are not stored. */
  readonly shownOnce: readonly string[];
}

/** What the edge and the gate learn about a request on its way in. */
declare module 'fastify' {
  interface FastifyRequest {
    /** The API that the host name chose; `null` while none is defined. */
    api: Api | null;
    /** The decision that let it in, where a key has opened the route. */
    allowed: Allowed | null;
    /** Set on management routes. */
    caller: Caller | null;
    /** Set on management routes that a dashboard session opened. */
    openSession: OpenSession | null;
    /** Whether the answer speaks the API's wire profile, rather than `standard`. */
    speaksProfile: boolean;
    /** Set by the gate on a write that names itself and runs now; its answer ends the claim. */
    recording: Recording | null;
  }
}

export const originOf = (request: FastifyRequest) => ({ address: request.ip, requestId: request.id });

/** The same for a sign-in, whose session says where it began. */
export const signInOriginOf = (request: FastifyRequest) => ({
  ...originOf(request),
  userAgent: shownUserAgent(request.headers['user-agent']),
});

const shownUserAgent = (header: string | undefined): string | null =>
  header?.replace(/[\p{Cc}\p{Cs}]/gu, ' ').slice(0, USER_AGENT_LENGTH_MAX) || null;

/** A refusal on its way to the presenter. It is thrown only because Nest's guards know no other way out. */
export class DeniedException extends Error {
  constructor(readonly denied: Denied) {
    super(denied.reason);
    this.name = 'DeniedException';
  }
}

/** A repetition on its way to the answer of the first request, thrown for the same cause. */
export class RepeatedRequest extends Error {
  constructor(readonly answer: StoredAnswer) {
    super('This request has been answered before.');
    this.name = 'RepeatedRequest';
  }
}
