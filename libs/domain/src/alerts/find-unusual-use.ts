import { type ApiKey, canBeInForce } from '../key/api-key.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { KeyReturn, SeenNetwork } from '../ports/usage-signal-store.port.js';
import type { FoundCause } from './fire-alerts.js';
import { RulesOfWorkspaces } from './rules-of-workspaces.js';
import { isNewNetwork, UNUSUAL_USE_MS } from './unusual-use.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Which of the things that usage has written are news to somebody. Keys that have ended are nobody's worry. */
export class FindUnusualUse {
  constructor(
    private readonly database: Pick<Database, 'keys' | 'usageSignals' | 'alertRules'>,
    private readonly clock: Clock,
  ) {}

  async networks(seen: readonly SeenNetwork[]): Promise<readonly FoundCause[]> {
    const rulesOf = new RulesOfWorkspaces(this.database);
    const known = await this.database.usageSignals.networksOf([...new Set(seen.map(({ keyId }) => keyId))]);
    const found: FoundCause[] = [];
    for (const one of seen) {
      const { learningDays } = (await rulesOf.of(one.workspaceId)).new_network;
      const own = known.filter(({ keyId }) => keyId === one.keyId);
      if (!isNewNetwork(one, own, learningDays)) continue;
      const key = await this.keyInForce(one);
      if (key === null || !isNewNetwork(one, [...own, ...(await this.networksBefore(key))], learningDays)) continue;
      const details = { network: one.network, firstSeenAt: timestamp(one.firstSeenAtMs) };
      const cause = `${one.keyId} ${one.network}`;
      found.push({ ...unusual(key, one.firstSeenAtMs), kind: 'new_network', cause, details });
    }
    return found;
  }

  async returns(back: readonly KeyReturn[]): Promise<readonly FoundCause[]> {
    const rulesOf = new RulesOfWorkspaces(this.database);
    const found: FoundCause[] = [];
    for (const one of back) {
      const { afterDays } = (await rulesOf.of(one.workspaceId)).used_after_silence;
      if (one.usedAtMs - one.silentSinceMs < afterDays * DAY_MS) continue;
      const key = await this.keyInForce(one);
      if (key === null) continue;
      const details = { silentSince: timestamp(one.silentSinceMs), usedAt: timestamp(one.usedAtMs) };
      const cause = `${one.keyId} ${one.usedAtMs}`;
      found.push({ ...unusual(key, one.usedAtMs), kind: 'used_after_silence', cause, details });
    }
    return found;
  }

  private async keyInForce({ workspaceId, keyId }: Pick<SeenNetwork, 'workspaceId' | 'keyId'>): Promise<ApiKey | null> {
    const key = await this.database.keys.find(workspaceId, keyId);
    return key !== null && canBeInForce(key, this.clock.nowMs()) ? key : null;
  }

  /** The application that moves on to a successor keeps its servers. */
  private async networksBefore({ rotatedFrom }: ApiKey): Promise<readonly SeenNetwork[]> {
    return rotatedFrom === null ? [] : this.database.usageSignals.networksOf([rotatedFrom]);
  }
}

const unusual = (key: ApiKey, atMs: number) => ({
  workspaceId: key.workspaceId,
  keyId: key.id,
  key,
  resolvesAtMs: atMs + UNUSUAL_USE_MS,
});

const timestamp = (ms: number): string => new Date(ms).toISOString();
