import { Inject, Injectable } from '@nestjs/common';
import { type Allowed, type Api, type Denied, deny, DomainError, GuessThrottle, mayAsStaff } from '@latchkey/domain';
import { WIRE_PROFILES } from '@latchkey/wire';
import type { ResourceScope } from '@latchkey/vocabulary';
import type { FastifyRequest } from 'fastify';
import { ApiDirectory } from '../gate/api-directory.js';
import { appKeyIn } from '../gate/app-key.js';
import { bearerIn } from '../gate/credential-strategies.js';
import { assertSameOrigin } from '../gate/same-origin.js';
import { looksLikeSessionToken, sessionCookieIn } from '../gate/session-cookie.js';
import { ONLY_OPERATORS } from '../gate/session-callers.service.js';
import { SessionTokens } from '../gate/session-tokens.js';

/** Who wants to know about a key. */
export type Asker =
  | { readonly kind: 'operator' }
  /** A key with `keys:verify`, which may ask about the keys of its own API. */
  | { readonly kind: 'service'; readonly api: Api; readonly allowed: Allowed }
  | { readonly kind: 'refused'; readonly denied: Denied };

const OPERATOR: Asker = { kind: 'operator' };
const REQUIRED: readonly ResourceScope[] = ['keys:verify'];

const refused = (denied: Denied): Asker => ({ kind: 'refused', denied });

/** As the management guard settles it, but without Passport and without a refusal that is thrown. */
@Injectable()
export class Askers {
  constructor(
    @Inject(ApiDirectory) private readonly directory: ApiDirectory,
    @Inject(GuessThrottle) private readonly throttle: GuessThrottle,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
  ) {}

  /** @throws DomainError `signed_out`, `origin_denied`, `forbidden`, TooManyAttemptsError, StoreUnavailableError */
  async admit(request: FastifyRequest): Promise<Asker> {
    const credential = credentialIn(request);
    if (credential !== null && !looksLikeSessionToken(credential)) return this.service(request, credential);
    const cookie = sessionCookieIn(request);
    if (credential === null) {
      if (cookie === undefined) return refused(deny('key_missing', null));
      assertSameOrigin(request);
    }
    const open = await this.tokens.resume(credential ?? cookie ?? '');
    request.openSession = open;
    if (!mayAsStaff(open.user, 'installation:manage')) throw new DomainError('forbidden', ONLY_OPERATORS);
    return OPERATOR;
  }

  private async service(request: FastifyRequest, credential: string): Promise<Asker> {
    const chosen = this.directory.resolve(request.hostname);
    const api = chosen instanceof Promise ? await chosen : chosen;
    if (api === null) return refused(deny('key_unknown', null));
    const deciding = this.throttle.decide({
      credential,
      apiId: api.id,
      format: WIRE_PROFILES[api.wireProfile].secretFormat,
      appKey: appKeyIn(request),
      clientAddress: request.ip,
      method: request.method,
      requiredScopes: REQUIRED,
      entitlement: 'api_access',
      liveOnly: false,
      resourceId: null,
      cost: 1,
      messages: 0,
      metering: 'charge_rate',
    });
    const decision = deciding instanceof Promise ? await deciding : deciding;
    return decision.allowed ? { kind: 'service', api, allowed: decision } : refused(decision);
  }
}

/** A header that is there and holds nothing of use is as good as none. */
function credentialIn({ headers }: FastifyRequest): string | null {
  const bearer = headers.authorization === undefined ? null : bearerIn(headers.authorization);
  const apiKey = headers['x-api-key'];
  return bearer ?? ((typeof apiKey === 'string' && apiKey.trim()) || null);
}
