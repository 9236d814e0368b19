/** What a rotation leaves with the predecessor. */
export interface Replacement {
  readonly byId: string;
  /** How long both keys work, counted from the start of the overlap. */
  readonly overlapMs: number;
  /** Never after the key's own expiry; `null`: the overlap waits for the successor's first allowed request. */
  readonly overlapEndsAtMs: number | null;
}

/** No overlap at all is over as soon as it began, whatever a clock says later: clocks are set back, or are behind. */
export const isOverlapOver = ({ overlapMs, overlapEndsAtMs }: Replacement, nowMs: number): boolean =>
  overlapEndsAtMs !== null && (overlapMs === 0 || overlapEndsAtMs <= nowMs);

/** The same replacement with its overlap under way from now on. */
export function startedOverlap(replacement: Replacement, expiresAtMs: number | null, nowMs: number): Replacement {
  const overlapEndsAtMs = Math.min(nowMs + replacement.overlapMs, expiresAtMs ?? Infinity);
  return { ...replacement, overlapEndsAtMs };
}
