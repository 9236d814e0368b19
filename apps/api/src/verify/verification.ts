import { Inject, Injectable } from '@nestjs/common';
import type { VerifyKeyRequest } from '@latchkey/contracts';
import {
  type Api,
  type Decision,
  type DecisionRequest,
  DomainError,
  InvalidFieldError,
  isWellFormed,
  KeyGate,
  type SecretFormat,
} from '@latchkey/domain';
import { SECRET_FORMATS, standard, WIRE_PROFILES } from '@latchkey/wire';
import { expandScopes, type ResourceScope, type Scope } from '@latchkey/vocabulary';
import { ApiDirectory } from '../gate/api-directory.js';
import type { Asker } from './askers.js';

type Admitted = Exclude<Asker, { kind: 'refused' }>;
type WhichApi = Pick<DecisionRequest, 'apiId' | 'format'>;

const NO_SCOPES: readonly ResourceScope[] = [];

/** Decides about a key that was presented to somebody else. */
@Injectable()
export class Verification {
  constructor(
    @Inject(ApiDirectory) private readonly directory: ApiDirectory,
    @Inject(KeyGate) private readonly keyGate: KeyGate,
  ) {}

  /** @throws DomainError `forbidden`, InvalidFieldError, StoreUnavailableError */
  async decide(asker: Admitted, body: VerifyKeyRequest): Promise<Decision> {
    const which = asker.kind === 'service' ? ofService(asker.api, body) : await this.ofOperator(body);
    return this.keyGate.decide({
      credential: body.key,
      apiId: which.apiId,
      format: which.format,
      appKey: body.appKey ?? null,
      clientAddress: body.clientIp ?? null,
      method: body.method ?? null,
      requiredScopes: body.scopes === undefined ? NO_SCOPES : required(body.scopes),
      entitlement: body.entitlement ?? 'api_access',
      liveOnly: false,
      resourceId: body.deviceId ?? null,
      cost: body.cost ?? 1,
      messages: 0,
      metering: body.dryRun === true ? 'look' : 'charge',
    });
  }

  private async ofOperator({ apiId, key }: VerifyKeyRequest): Promise<WhichApi> {
    if (apiId === undefined) return { apiId: null, format: formatFitting(key ?? '') };
    const api = await this.directory.find(apiId);
    if (api === null) throw new InvalidFieldError('apiId', 'There is no such API.');
    return whichIs(api);
  }
}

const whichIs = (api: Api): WhichApi => ({ apiId: api.id, format: WIRE_PROFILES[api.wireProfile].secretFormat });

function ofService(api: Api, { apiId }: VerifyKeyRequest): WhichApi {
  if (apiId !== undefined && apiId !== api.id) {
    throw new DomainError('forbidden', 'A key asks about keys of its own API only.', 'apiId');
  }
  return whichIs(api);
}

/** Of whichever API the key is. Where no format fits, any will do to find it malformed. */
const formatFitting = (text: string): SecretFormat =>
  SECRET_FORMATS.find((format) => isWellFormed(format, text)) ?? standard.secretFormat;

const required = (scopes: readonly Scope[]): readonly ResourceScope[] => [...expandScopes(scopes)];
