import type { DenyReason, DenyRule, Entitlement, ResourceScope } from '@latchkey/vocabulary';
import type { KeyRecord } from './key-record.js';
import type { MeterStanding } from '../metering/meter.js';
import type { RateLimitStanding } from '../metering/rate-limit.js';
import type { SecretFormat } from '../key/secret-format.js';

/**
 * What a decision does with the meters: it charges them; only the rate limit, where a used-up allowance must not keep
 * anybody from managing keys; only looks (a dry run); or leaves them alone (a replay).
 */
export type Metering = 'charge' | 'charge_rate' | 'look' | 'leave';

/** What is asked of the gate, once per request. */
export interface DecisionRequest {
  /** What the caller presented; `null` where nothing was. */
  readonly credential: string | null;
  /** `null`: whichever the key is of. Only for those who reach every API. */
  readonly apiId: string | null;
  /** The format of the API's secrets. */
  readonly format: SecretFormat;
  /** The public key of the app that speaks; `null` where none was named. */
  readonly appKey: string | null;
  /** Where the request comes from, past trusted proxies; `null` where nobody knows. */
  readonly clientAddress: string | null;
  /** Upper case; `null` where nobody says: then the required scopes tell whether it only reads. */
  readonly method: string | null;
  readonly requiredScopes: readonly ResourceScope[];
  readonly entitlement: Entitlement | null;
  /** Whether this is for real only: closed to the sandbox. */
  readonly liveOnly: boolean;
  /** The device that the request is about; `null`: about none in particular. */
  readonly resourceId: string | null;
  /** Requests that this one counts as, on every meter of requests; at least 1. */
  readonly cost: number;
  /** Messages that this one would send. */
  readonly messages: number;
  readonly metering: Metering;
}

export interface Allowed {
  readonly allowed: true;
  readonly record: KeyRecord;
  /** What is left; `null`: the key has no rate limit. */
  readonly rateLimit: RateLimitStanding | null;
  /** The durable meters that the request was charged on. */
  readonly meters: readonly MeterStanding[];
}

export const NO_METERS: readonly MeterStanding[] = [];

/** A refusal is a value: one reason, what is missing where something is, and the rule that refused. */
export interface Denied {
  readonly allowed: false;
  readonly reason: DenyReason;
  /** Scopes that the key lacks, or the entitlement that its plan lacks. Empty for every other reason. */
  readonly missing: readonly string[];
  /** Which rule refused, where the reason has several. */
  readonly rule: DenyRule | null;
  /** Whose key it was, as far as that is known: for counting, alerts and who checks keys; never for who presented it. */
  readonly record: KeyRecord | null;
  /** For `rate_limited`: when to come back. */
  readonly rateLimit: RateLimitStanding | null;
  /** For `quota_exceeded` and `allowance_exceeded`: what is used up, and until when. */
  readonly meter: MeterStanding | null;
}

export type Decision = Allowed | Denied;

export const deny = (
  reason: DenyReason,
  record: KeyRecord | null,
  missing: readonly string[] = [],
  rule: DenyRule | null = null,
): Denied => ({
  allowed: false,
  reason,
  missing,
  rule,
  record,
  rateLimit: null,
  meter: null,
});

export const denyRateLimited = (record: KeyRecord, rateLimit: RateLimitStanding): Denied => ({
  ...deny('rate_limited', record),
  rateLimit,
});

export const denyUsedUp = (record: KeyRecord | null, meter: MeterStanding): Denied => ({
  ...deny(meter.name === 'quota' ? 'quota_exceeded' : 'allowance_exceeded', record),
  meter,
});
