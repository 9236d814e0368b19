import type { KeyUsage, WorkspaceUsage } from '@latchkey/contracts';
import type { Usage, WorkspaceUsage as UsageOfWorkspace } from '@latchkey/domain';
import { toMeterUseView } from '../http/meter-use.presenter.js';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

export const toKeyUsage = ({ range, totals, points, lastUsedAtMs, networks, meters }: Usage): KeyUsage => ({
  from: toTimestamp(range.fromMs),
  to: toTimestamp(range.toMs),
  step: range.step,
  totals,
  points: points.map(({ atMs, outcomes }) => ({ at: toTimestamp(atMs), outcomes })),
  lastUsedAt: toTimestampOrNull(lastUsedAtMs),
  networks: networks.map(({ network, firstSeenAtMs, lastSeenAtMs, count }) => ({
    network,
    firstSeenAt: toTimestamp(firstSeenAtMs),
    lastSeenAt: toTimestamp(lastSeenAtMs),
    requests: count,
  })),
  meters: meters.map(toMeterUseView),
});

export const toWorkspaceUsage = (usage: UsageOfWorkspace): WorkspaceUsage => ({
  ...toKeyUsage(usage),
  keys: usage.keys.map(({ keyId, totals, lastUsedAtMs }) => ({
    keyId,
    totals,
    lastUsedAt: toTimestampOrNull(lastUsedAtMs),
  })),
});
