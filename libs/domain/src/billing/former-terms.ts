import type { WorkspaceOverrides, Workspace } from '../tenancy/workspace.js';
import type { PeriodSpan } from '../metering/period.js';

/** What held for a workspace up to a moment. What holds now is in the workspace itself. */
export interface FormerTerms {
  readonly workspaceId: string;
  readonly planId: string;
  readonly overrides: WorkspaceOverrides;
  /** When other terms took their place. */
  readonly untilMs: number;
}

/** Terms for as long as they held. */
export interface TermsInTime extends PeriodSpan, Pick<FormerTerms, 'planId' | 'overrides'> {}

/**
 * What held within a span of time, the oldest first: never nothing, and without gaps from the beginning of the span, or of
 * the workspace, to the end.
 *
 * @param former in the order in which they ended
 */
export function termsWithin(
  { startMs, endMs }: PeriodSpan,
  workspace: Pick<Workspace, 'planId' | 'overrides' | 'createdAtMs'>,
  former: readonly FormerTerms[],
): readonly TermsInTime[] {
  const all: TermsInTime[] = [];
  let fromMs = workspace.createdAtMs;
  for (const { planId, overrides, untilMs } of [...former, { ...workspace, untilMs: Infinity }]) {
    // A clock that was set back would have terms end before they began.
    const toMs = Math.max(fromMs, untilMs);
    const held = { planId, overrides, startMs: Math.max(fromMs, startMs), endMs: Math.min(toMs, endMs) };
    if (held.startMs < held.endMs) all.push(held);
    fromMs = toMs;
  }
  return all;
}
