import type { UsageOutcome, UsageStep } from '@latchkey/vocabulary';
import type { NetworkUse, ScopeUse, UsageBatch } from '../usage/usage-batch.js';
import type { UsageRange } from '../usage/usage-range.js';

/** Whose usage: a workspace's, or one key's of it. */
export interface UsageSubject {
  readonly workspaceId: string;
  readonly keyId?: string;
}

export interface StepCount {
  /** The beginning of the step. */
  readonly atMs: number;
  readonly outcome: UsageOutcome;
  readonly count: number;
}

export interface KeyStepCount extends StepCount {
  readonly keyId: string;
}

export interface KeyCount {
  readonly keyId: string;
  readonly outcome: UsageOutcome;
  readonly count: number;
}

/**
 * Statistics: how often keys were used, when last, from where, and what for. They refer to keys by id and need none to be there.
 * Each count lies at exactly one step; a coarser step is told by its own counts and those of the finer ones together.
 */
export interface UsageStore {
  /** Adds a batch to what is there, all of it or nothing, in one statement. One whose number its writer has written, or passed, adds nothing. */
  write(batch: UsageBatch): Promise<void>;
  /** In milliseconds since the epoch, by key id; without the keys that were never used. */
  lastUses(keyIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  lastUse(of: UsageSubject): Promise<number | null>;
  /** The oldest first; steps without requests are left out. */
  series(of: UsageSubject, range: UsageRange): Promise<readonly StepCount[]>;
  /** The keys with most requests, the first with the most; of equals, the older one. */
  busiest(workspaceId: string, range: UsageRange, keysMax: number): Promise<readonly KeyCount[]>;
  /** The one seen last first. Of a workspace: what its keys did together from each. */
  networks(of: UsageSubject, networksMax: number): Promise<readonly Omit<NetworkUse, 'workspaceId' | 'keyId'>[]>;
  /** The one used last first. Of a workspace: what its keys did together with each. */
  scopes(of: UsageSubject): Promise<readonly Omit<ScopeUse, 'workspaceId' | 'keyId'>[]>;
  /** By step and key and outcome, in this order, the oldest first. */
  seriesByKey(workspaceId: string, range: UsageRange): Promise<readonly KeyStepCount[]>;
  /**
   * Moves counts from before a moment from one step to the next coarser one, or, from the coarsest, deletes them: the
   * oldest, `rowsMax` at most, all of them or none. Answers how many. Several may do so at once.
   */
  rollUp(from: UsageStep, beforeMs: number, rowsMax: number): Promise<number>;
  /**
   * Deletes networks and scopes last seen before a moment, and networks of each key beyond its last `networksMax`: `rowsMax`
   * of either at most. Answers how many. Forgets the numbers of writers whose last batch is from before that moment as well.
   */
  forget(beforeMs: number, networksMax: number, rowsMax: number): Promise<number>;
}
