import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks until the answer is yes. Resolves false when `timeoutMs` have passed; rejects with the abort reason of `signal`.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs, everyMs = 25, signal }: { timeoutMs: number; everyMs?: number; signal?: AbortSignal | undefined },
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() >= deadline) return false;
    await delay(everyMs, undefined, { signal });
  }
  return true;
}
