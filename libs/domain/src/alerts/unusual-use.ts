import type { SeenNetwork } from '../ports/usage-signal-store.port.js';
import { NETWORKS_MAX } from '../usage/usage-steps.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whether a key's use from a network is news: not its first, nor one while its networks are being learnt. A key that
 * has as many networks as are kept of any is on the move, and every further one would be the same news.
 *
 * @param known all networks of the key, this one included, and those of the key that it was issued in place of
 */
export function isNewNetwork(seen: SeenNetwork, known: readonly SeenNetwork[], learningDays: number): boolean {
  const { keyId, network, firstSeenAtMs } = seen;
  const own = known.filter((other) => other.keyId === keyId);
  if (own.length >= NETWORKS_MAX) return false;
  if (known.some((other) => other.keyId !== keyId && other.network === network)) return false;
  const firstUseMs = Math.min(...own.map((other) => other.firstSeenAtMs));
  return firstSeenAtMs - firstUseMs >= learningDays * DAY_MS;
}

/** How long such news is firing where nobody ends it: a week is time enough to ask a colleague. */
export const UNUSUAL_USE_MS = 7 * DAY_MS;
