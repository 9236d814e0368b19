import type { KeyUsage, WorkspaceUsage } from '@latchkey/contracts';
import { csvLine, type Usage, type UsageRow, type WorkspaceUsage as UsageOfWorkspace } from '@latchkey/domain';
import { toMeterUseView } from '../http/meter-use.presenter.js';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

export const toKeyUsage = ({ range, totals, points, lastUsedAtMs, networks, scopes, meters }: Usage): KeyUsage => ({
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
  scopes: scopes.map(({ scope, lastUsedAtMs: atMs, count }) => ({
    scope,
    lastUsedAt: toTimestamp(atMs),
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
  devices: usage.devices.map(({ deviceId, count }) => ({ deviceId, messages: count })),
});

/** A line for every step, key and outcome that has any requests. */
export async function* usageCsv(parts: AsyncIterable<readonly UsageRow[]>): AsyncGenerator<string> {
  yield csvLine(['time', 'key_id', 'label', 'outcome', 'requests']);
  for await (const rows of parts) yield rows.map(toUsageLine).join('');
}

const toUsageLine = ({ atMs, keyId, label, outcome, count }: UsageRow): string =>
  csvLine([toTimestamp(atMs), keyId, label, outcome, count]);
