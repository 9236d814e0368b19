import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { assertReaches, type Caller, type Claim, keyCaller, type KeyRecord, type Principal } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../http/request-context.js';

/** Who asks, on a management route. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === null) throw new Error('This route has no management guard.');
  return caller;
});

/** The same as the one who is at work in the workspace that the path names: the key, or the person. */
export const CurrentPrincipal = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const { allowed, caller, params } = requestOf(context);
  const { workspaceId } = params as { workspaceId?: string };
  if (caller === null || workspaceId === undefined) throw new Error('This route names no workspace, or has no guard.');
  assertReaches(caller, workspaceId);
  return allowed?.record ?? { userId: caller.actor.id, workspaceId };
});

/** The key that opened a guarded route, with its workspace. */
export const CurrentKey = createParamDecorator((_data: unknown, context: ExecutionContext): KeyRecord =>
  keyRecordOf(requestOf(context)),
);

/** The same key as the one who asks for a change that is audited. */
export const CurrentKeyAsCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const request = requestOf(context);
  return keyCaller(keyRecordOf(request), { ...originOf(request), claim: request.recording?.claim ?? null });
});

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

function keyRecordOf({ allowed }: FastifyRequest): KeyRecord {
  if (allowed === null) throw new Error('This route has no key guard.');
  return allowed.record;
}

/** The claim of a write on a guarded route that names itself; `null` where it does not. */
export const CurrentClaim = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Claim | null => requestOf(context).recording?.claim ?? null,
);
