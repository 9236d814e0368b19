import type { KeyEnvironment, KeyState, KeyType, Scope } from '@latchkey/vocabulary';
import type { Quota } from '../metering/quota.js';
import type { RateLimit } from '../metering/rate-limit.js';
import type { Actor } from '../audit/actor.js';
import { type Replacement, isOverlapOver } from './replacement.js';
import { isInForce, type Revocation } from './revocation.js';

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
  /** `null`: none of its own. */
  readonly quota: Quota | null;
  /** A tier that keys are grouped by. A name and nothing more: what is bought is the workspace's plan. */
  readonly planLabel: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly createdBy: Actor;
  /** The person whose rights are the most that the key ever has; `null`: it stands for itself. */
  readonly inheritsFrom: string | null;
  /** `null`: does not expire. */
  readonly expiresAtMs: number | null;
  readonly disabledAtMs: number | null;
  /** When somebody last brought it back from being disabled. */
  readonly enabledAtMs: number | null;
  /** In force, or scheduled. */
  readonly revocation: Revocation | null;
  /** The key in whose place this one was issued. */
  readonly rotatedFrom: string | null;
  /** The first key of the line of rotations that this one is in; its own id where it is the first. They share a quota. */
  readonly lineageId: string;
  /** Where this key was rotated: the one that takes its place. */
  readonly replacement: Replacement | null;
}

/** Revocation is final, so it outranks; of the other two, the one a person chose. */
export function keyState(key: ApiKey, nowMs: number): KeyState {
  if (isRevoked(key, nowMs)) return 'revoked';
  if (key.disabledAtMs !== null) return 'disabled';
  if (hasExpired(key, nowMs)) return 'expired';
  return 'active';
}

/** Whether it is in force, or could be again: neither revoked nor expired. */
export const canBeInForce = (key: ApiKey, nowMs: number): boolean => !isRevoked(key, nowMs) && !hasExpired(key, nowMs);

export const isRevoked = ({ revocation }: ApiKey, nowMs: number): boolean =>
  revocation !== null && isInForce(revocation, nowMs);

/** At its own expiry, or at the end of its overlap, whichever comes first. */
function hasExpired({ expiresAtMs, replacement }: ApiKey, nowMs: number): boolean {
  return (expiresAtMs !== null && expiresAtMs <= nowMs) || (replacement !== null && isOverlapOver(replacement, nowMs));
}
