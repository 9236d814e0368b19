import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Allowed, type Api, deny, GuessThrottle } from '@latchkey/domain';
import { type CredentialSource, WIRE_PROFILES } from '@latchkey/wire';
import type { FastifyRequest } from 'fastify';
import { DeniedException } from '../http/request-context.js';
import { ApiDirectory } from './api-directory.js';
import { appKeyIn } from './app-key.js';
import { extractCredential } from './credential-extraction.js';
import type { Requirements } from './requirements.js';

/** Asks the pipeline once for a request of a Nest route, with everything that the route requires. */
@Injectable()
export class Gate {
  constructor(
    @Inject(ApiDirectory) private readonly directory: ApiDirectory,
    @Inject(GuessThrottle) private readonly throttle: GuessThrottle,
  ) {}

  /** The API that the host name chose, noted on the request for whoever words the answer. */
  async chooseApi(request: FastifyRequest): Promise<Api | null> {
    request.api = await this.directory.resolve(request.hostname);
    return request.api;
  }

  /** @throws DeniedException with the first refusal, TooManyAttemptsError */
  async admit(
    context: ExecutionContext,
    api: Api | null,
    requirements: Requirements,
    sources?: readonly CredentialSource[],
  ): Promise<Allowed> {
    const profile = WIRE_PROFILES[api?.wireProfile ?? 'standard'];
    const credential = await extractCredential(context, sources ?? profile.credentialSources);
    if (api === null) throw new DeniedException(deny(credential === null ? 'key_missing' : 'key_unknown', null));
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const decision = await this.throttle.decide({
      credential: credential?.text ?? null,
      apiId: api.id,
      format: profile.secretFormat,
      appKey: appKeyIn(request),
      clientAddress: request.ip,
      method: request.method,
      requiredScopes: requirements.scopes,
      entitlement: requirements.entitlement,
      liveOnly: requirements.liveOnly,
      resourceId: requirements.resource(request),
      cost: 1,
      messages: requirements.messages,
      metering: 'charge',
    });
    if (!decision.allowed) throw new DeniedException(decision);
    return decision;
  }
}
