import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Caller, DashboardSessions, deny, DomainError, keyCaller } from '@latchkey/domain';
import { isStaffPermission, type ResourceScope } from '@latchkey/vocabulary';
import type { FastifyRequest } from 'fastify';
import { DeniedException, originOf } from '../http/request-context.js';
import { extractCredential } from './credential-extraction.js';
import { Gate } from './gate.service.js';
import { noResource } from './named-resource.js';
import { assertOwnOrganization } from './organizations.service.js';
import { Repetitions } from './repetitions.service.js';
import { type ManagementAccess, REQUIREMENTS } from './requirements.js';
import { assertSameOrigin } from './same-origin.js';
import { looksLikeSessionToken, sessionCookieIn } from './session-cookie.js';
import { SessionCallers } from './session-callers.service.js';
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
    @Inject(DashboardSessions) private readonly sessions: DashboardSessions,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(SessionCallers) private readonly sessionCallers: SessionCallers,
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
      request.caller = await this.sessionCaller(context, request, access, credential.text);
    } else if (cookie !== undefined) {
      assertSameOrigin(request);
      request.caller = await this.sessionCaller(context, request, access, cookie);
    } else {
      throw new DeniedException(deny('key_missing', null));
    }
    return true;
  }

  private async sessionCaller(
    context: ExecutionContext,
    request: FastifyRequest,
    access: ManagementAccess,
    token: string,
  ): Promise<Caller> {
    const open = await this.tokens.resume(token);
    request.openSession = open;
    const caller = await this.sessionCallers.admit(open.user, access, request);
    if (access.freshSignIn === true) this.sessions.assertFresh(open);
    if (this.repetitions.concerns(context)) await this.repetitions.begin(context, askerOf(caller, access));
    return { ...caller, claim: request.recording?.claim ?? null };
  }

  private async keyCaller(
    context: ExecutionContext,
    request: FastifyRequest,
    access: ManagementAccess,
  ): Promise<Caller> {
    const scope = scopeForKeys(access);
    const allowed = await this.gate.admit(
      context,
      await this.gate.chooseApi(request),
      {
        scopes: scope === null ? [] : [scope],
        entitlement: 'api_access',
        liveOnly: access.liveOnly,
        resource: access.resource ?? noResource,
        messages: access.messages ?? 0,
        metering: access.metering,
      },
      // A vendor's own addresses take keys where its document says, and nowhere else.
      access.place === 'organization' ? undefined : SOURCES,
    );
    if (scope === null) throw new DomainError('forbidden', 'Keys do not open this. An operator can, signed in.');
    request.allowed = allowed;
    const { record } = allowed;
    if (access.place === 'organization') assertOwnOrganization(record.workspace.id, request);
    return keyCaller(record, { ...originOf(request), claim: request.recording?.claim ?? null });
  }
}

/** `null`: no key opens it. */
const scopeForKeys = ({ permission }: ManagementAccess): ResourceScope | null =>
  permission === null || isStaffPermission(permission) ? null : permission;

/** Whose a named request is. Where the address does not tell one organization from another, each is asked by itself. */
const askerOf = ({ actor, workspaceId }: Caller, { place }: ManagementAccess): string =>
  place === 'organization' ? `${actor.id}/${workspaceId}` : actor.id;
