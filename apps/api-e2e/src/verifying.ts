import type { DecisionCode, DenyRule } from '@latchkey/vocabulary';
import type { Http } from './http.js';
import { Server, WITH_OPERATOR } from './server.js';
import { type IssuedKeyJson, issueKey, type Tenancy, tenancyOn } from './tenancy.js';

export const VERIFY = '/v1/keys/verify';

interface LimitJson {
  readonly kind: string;
  readonly limit: number;
  readonly windowMs: number | null;
  readonly remaining: number;
  readonly resetMs: number;
}

export interface DecisionJson {
  readonly allowed: boolean;
  readonly code: DecisionCode;
  readonly detail: string;
  readonly rule: DenyRule | null;
  readonly missing: readonly string[];
  readonly since: string | null;
  readonly revocationReason: string | null;
  readonly retryAfterMs: number | null;
  readonly retryAfterSeconds: number | null;
  readonly limits: readonly LimitJson[];
  readonly principal: Readonly<Record<string, unknown>> | null;
}

export interface Verifying extends Tenancy {
  /** Of the API `acme`, with a key that may do nothing but check keys. */
  readonly service: Http;
  readonly issue: (more?: object) => Promise<IssuedKeyJson>;
  readonly verify: (key: string | null, more?: object, asker?: Http) => Promise<DecisionJson>;
  readonly codeFor: (key: string | null, more?: object, asker?: Http) => Promise<DecisionCode>;
}

/** A server, and a service that asks it about keys. */
export async function startVerifying(): Promise<Verifying> {
  const tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, LOG_LEVEL: 'trace' }));
  const issue = (more: object = {}): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace, more);
  const { secret } = await issue({ label: 'service', scopes: ['keys:verify'] });
  const service = tenancy.server.http.bearer(secret);
  const verify = async (key: string | null, more: object = {}, asker = service): Promise<DecisionJson> =>
    (await asker.post(VERIFY, { key, ...more })).expect<DecisionJson>(200);
  const codeFor = async (key: string | null, more: object = {}, asker = service): Promise<DecisionCode> =>
    (await verify(key, more, asker)).code;
  return { ...tenancy, service, issue, verify, codeFor };
}
