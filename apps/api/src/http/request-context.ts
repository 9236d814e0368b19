import type { Allowed, Api, Caller, Denied, KeyRecord, OpenSession } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';

/** What the edge and the gate learn about a request on its way in. */
declare module 'fastify' {
  interface FastifyRequest {
    /** The API that the host name chose; `null` while none is defined. */
    api: Api | null;
    /** The decision that let it in, on routes that a key opens. */
    allowed: Allowed | null;
    /** Its record. */
    keyRecord: KeyRecord | null;
    /** Set on management routes. */
    caller: Caller | null;
    /** Set on management routes that a dashboard session opened. */
    openSession: OpenSession | null;
    /** Whether the answer speaks the API's wire profile, rather than `standard`. */
    speaksProfile: boolean;
  }
}

export const originOf = (request: FastifyRequest) => ({ address: request.ip, requestId: request.id });

/** A refusal on its way to the presenter. It is thrown only because Nest's guards know no other way out. */
export class DeniedException extends Error {
  constructor(readonly denied: Denied) {
    super(denied.reason);
    this.name = 'DeniedException';
  }
}
