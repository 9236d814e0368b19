import type { KeyEnvironment, KeyState, KeyType, RevocationReason, Scope } from '@latchkey/vocabulary';
import type { RateLimit } from '../metering/rate-limit.js';
import type { Actor } from '../audit/actor.js';

export interface Revocation {
  readonly atMs: number;
  readonly reason: RevocationReason;
  readonly note: string | null;
  readonly by: Actor;
}

/** The record of a key. It holds a fingerprint of the secret, never the secret. */
export interface ApiKey {
  readonly id: string;
  readonly apiId: string;
  readonly workspaceId: string;
  readonly label: string;
  /** SHA-256 of the secret, 64 lower-case hex characters. */
  readonly sha256: string;
  /** The part of the secret that may be displayed. */
  readonly start: string;
  readonly last4: string;
  readonly environment: KeyEnvironment;
  readonly type: KeyType;
  readonly scopes: readonly Scope[];
  /** The devices that the key may touch; empty: all of its workspace. */
  readonly deviceIds: readonly string[];
  /** The app that the key is bound to; `null`: to none. */
  readonly appId: string | null;
  /** Addresses and CIDRs, canonical; empty: from anywhere. */
  readonly ipAllowlist: readonly string[];
  /** The key's own; `null`: the one of its workspace's plan. */
  readonly rateLimit: RateLimit | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly createdBy: Actor;
  /** `null`: does not expire. */
  readonly expiresAtMs: number | null;
  readonly disabledAtMs: number | null;
  readonly revocation: Revocation | null;
}

/** Revocation is final, so it outranks; of the other two, the one a person chose. */
export function keyState(key: ApiKey, nowMs: number): KeyState {
  if (key.revocation !== null) return 'revoked';
  if (key.disabledAtMs !== null) return 'disabled';
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs) return 'expired';
  return 'active';
}
