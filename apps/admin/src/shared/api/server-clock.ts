/** The `Date` header has whole seconds, and an answer takes a while to arrive: below this, the clocks agree. */
const TOLERANCE_MS = 2000;

let offsetMs = 0;

/** Relative times are told by the server's clock: a wrong one in the browser must not call a live key expired. */
export function noteServerTime(dateHeader: string | null, browserNowMs = Date.now()): void {
  if (dateHeader === null) return;
  const serverMs = Date.parse(dateHeader);
  if (Number.isNaN(serverMs)) return;
  const differenceMs = serverMs + 500 - browserNowMs;
  offsetMs = Math.abs(differenceMs) <= TOLERANCE_MS ? 0 : differenceMs;
}

export const serverNowMs = (): number => Date.now() + offsetMs;
