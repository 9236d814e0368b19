import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { OpenSession } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';

export const CurrentSession = createParamDecorator((_data: unknown, context: ExecutionContext): OpenSession => {
  const { openSession } = context.switchToHttp().getRequest<FastifyRequest>();
  if (openSession === null) throw new Error('This route has no management guard for sessions.');
  return openSession;
});
