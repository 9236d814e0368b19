import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ALL_SCOPES, type Caller, EVERY_KIND, deny, DomainError, keyCaller, UNRESTRICTED } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { DeniedException, originOf } from '../http/request-context.js';
import { extractCredential } from './credential-extraction.js';
import { Gate } from './gate.service.js';
import { noResource } from './named-resource.js';
import { Repetitions } from './repetitions.service.js';
import { type ManagementAccess, REQUIREMENTS } from './requirements.js';
import { assertSameOrigin } from './same-origin.js';
import { looksLikeSessionToken, sessionCookieIn } from './session-cookie.js';
import { SessionTokens } from './session-tokens.js';

const SOURCES = ['bearer', 'x-api-key'] as const;

/**
 * Settles who asks on a management route. A credential in a header outranks the cookie: a header is put there on
 * purpose, a cookie comes along by itself, which is also why only the cookie needs the origin check.
 */
@Injectable()
export class ManagementGuard implements CanActivate {
  constructor(
    @Inject(Gate) private readonly gate: Gate,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(Repetitions) private readonly repetitions: Repetitions,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.get<ManagementAccess>(REQUIREMENTS, context.getHandler());
    const credential = await extractCredential(context, SOURCES);
    const cookie = sessionCookieIn(request);
    if (credential !== null && !looksLikeSessionToken(credential.text)) {
      request.caller = await this.keyCaller(context, request, access);
    } else if (credential !== null) {
      request.caller = await this.sessionCaller(context, request, credential.text);
    } else if (cookie !== undefined) {
      assertSameOrigin(request);
      request.caller = await this.sessionCaller(context, request, cookie);
    } else {
      throw new DeniedException(deny('key_missing', null));
    }
    return true;
  }

  private async sessionCaller(context: ExecutionContext, request: FastifyRequest, token: string): Promise<Caller> {
    const open = await this.tokens.resume(token);
    request.openSession = open;
    if (this.repetitions.concerns(context)) await this.repetitions.begin(context, open.user.id);
    return {
      ...originOf(request),
      actor: { kind: 'user', id: open.user.id },
      workspaceId: null,
      scopes: ALL_SCOPES,
      reach: UNRESTRICTED,
      kind: EVERY_KIND,
      expiresAtMs: null,
      claim: request.recording?.claim ?? null,
    };
  }

  private async keyCaller(
    context: ExecutionContext,
    request: FastifyRequest,
    access: ManagementAccess,
  ): Promise<Caller> {
    const { record } = await this.gate.admit(
      context,
      await this.gate.chooseApi(request),
      {
        scopes: access.scope === null ? [] : [access.scope],
        entitlement: 'api_access',
        liveOnly: access.liveOnly,
        resource: noResource,
        messages: 0,
        // Who has used up the day has to be able to revoke a key all the same.
        metering: 'charge_rate',
      },
      SOURCES,
    );
    if (access.scope === null) throw new DomainError('forbidden', 'Keys do not open this. An operator can, signed in.');
    return keyCaller(record, { ...originOf(request), claim: request.recording?.claim ?? null });
  }
}
