import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { WIRE_PROFILES, type WireResult } from '@latchkey/wire';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/** Puts what a guarded route answers into the envelope of the API's wire profile. */
@Injectable()
export class ProfileInterceptor implements NestInterceptor<WireResult, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<WireResult>): Observable<unknown> {
    const { api } = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(map((result) => WIRE_PROFILES[api?.wireProfile ?? 'standard'].success(result)));
  }
}
