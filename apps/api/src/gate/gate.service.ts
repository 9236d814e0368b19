import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Allowed, type Api, type Decision, type DecisionRequest, deny, GuessThrottle } from '@latchkey/domain';
import { type CredentialSource, WIRE_PROFILES } from '@latchkey/wire';
import type { FastifyRequest } from 'fastify';
import { DeniedException } from '../http/request-context.js';
import { ApiDirectory } from './api-directory.js';
import { appKeyIn } from './app-key.js';
import { extractCredential } from './credential-extraction.js';
import { Repetitions } from './repetitions.service.js';
import type { Requirements } from './requirements.js';

/** Asks the pipeline once for a request of a Nest route, with everything that the route requires. */
@Injectable()
export class Gate {
  constructor(
    @Inject(ApiDirectory) private readonly directory: ApiDirectory,
    @Inject(GuessThrottle) private readonly throttle: GuessThrottle,
    @Inject(Repetitions) private readonly repetitions: Repetitions,
  ) {}

  /** The API that the host name chose, noted on the request for whoever words the answer. */
  async chooseApi(request: FastifyRequest): Promise<Api | null> {
    request.api = await this.directory.resolve(request.hostname);
    return request.api;
  }

  /** @throws DeniedException with the first refusal, TooManyAttemptsError; what `Repetitions` throws, for a write that names itself */
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
    const asked: DecisionRequest = {
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
      metering: requirements.metering,
    };
    if (!this.repetitions.concerns(context)) return allowedBy(await this.throttle.decide(asked));
    return this.admitOnce(context, asked);
  }

  /**
   * What may not be done is refused before its name is looked at, also where it was done and answered before. A
   * repetition spends nothing; a claim that is then refused by a meter ends with that answer.
   */
  private async admitOnce(context: ExecutionContext, asked: DecisionRequest): Promise<Allowed> {
    const permitted = allowedBy(await this.throttle.decide({ ...asked, metering: 'leave' }));
    const { resultId } = await this.repetitions.begin(context, permitted.record.key.id);
    return resultId === null ? allowedBy(await this.throttle.decide(asked)) : permitted;
  }
}

function allowedBy(decision: Decision): Allowed {
  if (!decision.allowed) throw new DeniedException(decision);
  return decision;
}
