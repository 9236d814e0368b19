import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { standard, type WireResult } from '@latchkey/wire';
import { map, type Observable } from 'rxjs';

/** Answers what the guarded API would, in Latchkey's own words, whichever host was asked. */
@Injectable()
export class StandardInterceptor implements NestInterceptor<WireResult, unknown> {
  intercept(_context: ExecutionContext, next: CallHandler<WireResult>): Observable<unknown> {
    return next.handle().pipe(map((result) => standard.success(result)));
  }
}
