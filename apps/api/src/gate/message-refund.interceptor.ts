import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { KeyGate } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { problemOf } from '../http/problems.js';
import { DeniedException } from '../http/request-context.js';
import { type ManagementAccess, REQUIREMENTS, type Requirements } from './requirements.js';

/**
 * A request that was admitted, and then refused for its body or for a device that is not connected or out of its reach, has sent nothing: it
 * gets its part of the allowance back. After a fault nobody knows whether it has, so that is spent.
 */
@Injectable()
export class MessageRefund implements NestInterceptor {
  constructor(
    @Inject(KeyGate) private readonly keyGate: KeyGate,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { allowed } = context.switchToHttp().getRequest<FastifyRequest>();
    const requirements = this.reflector.get<Requirements | ManagementAccess>(REQUIREMENTS, context.getHandler());
    const error = (failure: unknown): void => {
      if (allowed !== null && isRefusal(failure)) this.keyGate.giveBackMessages(allowed, requirements.messages ?? 0);
    };
    return next.handle().pipe(tap({ error }));
  }
}

const isRefusal = (failure: unknown): boolean => failure instanceof DeniedException || problemOf(failure).status < 500;
