import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { KeyGate } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { problemOf } from '../http/problems.js';

/**
 * A request that was admitted, and then refused for its body or for a device that is not connected, has sent nothing: it
 * gets its part of the allowance back. After a fault nobody knows whether it has, so that is spent.
 */
@Injectable()
export class MessageRefund implements NestInterceptor {
  constructor(@Inject(KeyGate) private readonly keyGate: KeyGate) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { allowed } = context.switchToHttp().getRequest<FastifyRequest>();
    const error = (failure: unknown): void => {
      if (allowed !== null && problemOf(failure).status < 500) this.keyGate.giveBackMessages(allowed, 1);
    };
    return next.handle().pipe(tap({ error }));
  }
}
