import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Claim, DomainError, IdempotentRequests } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { RepeatedRequest } from '../http/request-context.js';
import { SHOWN_ONCE } from '../http/shown-once.js';
import { requestDigest } from './request-digest.js';
import { namesItself, requestNameOf } from './request-name.js';
import { UNRECORDED } from './unrecorded.decorator.js';

/** Settles, for a write that names itself and may be done, whether it runs now or is answered as the first time. */
@Injectable()
export class Repetitions {
  constructor(
    @Inject(IdempotentRequests) private readonly requests: IdempotentRequests,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  concerns(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return namesItself(request) && this.reflector.get(UNRECORDED, context.getHandler()) !== true;
  }

  /**
   * The claim to run it, which the answer ends, whatever it is.
   * @param scope whose request it is: the id of the key or the user
   * @throws RepeatedRequest with the answer of the first; DomainError `invalid_request` for a name that is malformed,
   * `idempotency_running`, `idempotency_mismatch`
   */
  async begin(context: ExecutionContext, scope: string): Promise<Claim> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const name = { scope, id: requestNameOf(request) };
    const beginning = await this.requests.begin(name, requestDigest(request));
    switch (beginning.kind) {
      case 'answered':
        throw new RepeatedRequest(beginning.answer);
      case 'running':
        throw new DomainError('idempotency_running', 'The first request with this id is still running.');
      case 'mismatch':
        throw new DomainError('idempotency_mismatch', 'This id belongs to another request. Use a new one.');
      case 'claimed': {
        const shownOnce = this.reflector.get<readonly string[] | undefined>(SHOWN_ONCE, context.getHandler()) ?? [];
        request.recording = { claim: beginning.claim, shownOnce };
        return beginning.claim;
      }
    }
  }
}
