import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller, Claim, KeyRecord } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';

/** Who asks, on a management route. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === null) throw new Error('This route has no management guard.');
  return caller;
});

/** The key that opened a guarded route, with its workspace. */
export const CurrentKey = createParamDecorator((_data: unknown, context: ExecutionContext): KeyRecord => {
  const { keyRecord } = context.switchToHttp().getRequest<FastifyRequest>();
  if (keyRecord === null) throw new Error('This route has no key guard.');
  return keyRecord;
});

/** The claim of a write on a guarded route that names itself; `null` where it does not. */
export const CurrentClaim = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Claim | null =>
    context.switchToHttp().getRequest<FastifyRequest>().recording?.claim ?? null,
);
