import type { ResourceScope, UsageOutcome } from '@latchkey/vocabulary';

export interface MinuteCount {
  readonly workspaceId: string;
  readonly keyId: string;
  /** The beginning of a minute. */
  readonly atMs: number;
  readonly outcome: UsageOutcome;
  readonly count: number;
}

/** The last request of a key that was allowed. */
export interface KeyUse {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly lastUsedAtMs: number;
}

/** Requests of a key that were allowed, from one network. */
export interface NetworkUse {
  readonly workspaceId: string;
  readonly keyId: string;
  /** A CIDR, as `clientNetwork` writes it. */
  readonly network: string;
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
  readonly count: number;
}

/** Requests of a key that were allowed, and asked for a scope. */
export interface ScopeUse {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly scope: ResourceScope;
  readonly lastUsedAtMs: number;
  readonly count: number;
}

/** What was counted since the batch before. No key has a minute, an outcome, a network or a scope twice. */
export interface UsageBatch {
  /** Who counted: a process, by a name that no other has. */
  readonly writer: string;
  /** 1 for a writer's first batch. A batch that is tried again keeps its number and its contents. */
  readonly number: number;
  readonly counts: readonly MinuteCount[];
  readonly uses: readonly KeyUse[];
  readonly networks: readonly NetworkUse[];
  readonly scopes: readonly ScopeUse[];
}
