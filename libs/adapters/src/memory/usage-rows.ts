import type { KeyReturn, KeyUse, MinuteCount, NetworkUse, ScopeUse } from '@latchkey/domain';
import type { UsageStep } from '@latchkey/vocabulary';

export interface UsageCountRow extends MinuteCount {
  readonly id: string;
  readonly step: UsageStep;
}

/** `id` is that of the key. */
export interface UsageUseRow extends KeyUse {
  readonly id: string;
  /** Its last use after a long silence. */
  readonly back: Pick<KeyReturn, 'silentSinceMs' | 'usedAtMs'> | null;
}

export interface UsageNetworkRow extends NetworkUse {
  readonly id: string;
}

export interface UsageScopeRow extends ScopeUse {
  readonly id: string;
}

export interface UsageWriterRow {
  readonly id: string;
  /** The number of the last batch. */
  readonly batch: number;
  readonly writtenAtMs: number;
}

export const usageCountRow = (step: UsageStep, { workspaceId, keyId, atMs, outcome, count }: MinuteCount) => ({
  id: `${step} ${keyId} ${atMs} ${outcome}`,
  step,
  workspaceId,
  keyId,
  atMs,
  outcome,
  count,
});
