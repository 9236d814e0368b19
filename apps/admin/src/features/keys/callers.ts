import type { UsageNetworkView } from '../../shared/api/model';

const DAY_MS = 86_400_000;
const RECENT_DAYS = 7;

export const recentNetworks = (networks: readonly UsageNetworkView[], nowMs: number): readonly UsageNetworkView[] =>
  networks.filter(({ lastSeenAt }) => Date.parse(lastSeenAt) > nowMs - RECENT_DAYS * DAY_MS);

/** A network that calls with one of two keys, or with both. */
export interface HandoverCaller {
  readonly network: string;
  /** `null`: not seen with that key. */
  readonly oldSeenAt: string | null;
  readonly newSeenAt: string | null;
  /** Whether its last call was made with the new key. */
  readonly changedOver: boolean;
}

/** Who calls with the old key, and whether they call with the new one by now; who has not changed over comes first. */
export function handoverCallers(
  old: readonly UsageNetworkView[],
  successor: readonly UsageNetworkView[],
): readonly HandoverCaller[] {
  const seen = (networks: readonly UsageNetworkView[], network: string) =>
    networks.find((each) => each.network === network)?.lastSeenAt ?? null;
  const names = [...new Set([...old, ...successor].map(({ network }) => network))];
  return names
    .map((network) => {
      const [oldSeenAt, newSeenAt] = [seen(old, network), seen(successor, network)];
      const changedOver = newSeenAt !== null && (oldSeenAt === null || oldSeenAt < newSeenAt);
      return { network, oldSeenAt, newSeenAt, changedOver };
    })
    .sort((a, b) => Number(a.changedOver) - Number(b.changedOver));
}
