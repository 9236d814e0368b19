import { openDatabaseOf } from '../database.js';
import type { KeyJson, PageJson } from '../tenancy.js';
import { until } from '../until.js';
import type { Vendor } from './vendor.js';

export interface AlertJson {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly cause: Readonly<Record<string, unknown>>;
}

/** Of a key and a kind, as its dashboard would list them; as soon as there are so many. */
export function alertsOf(vendor: Vendor, key: KeyJson, kind: string, count = 1): Promise<readonly AlertJson[]> {
  const path = `/v1/workspaces/${key.workspaceId}/alerts?keyId=${key.id}&kind=${kind}`;
  return until(`there are ${count} alerts of ${kind}`, async () => {
    const { data } = (await vendor.operator.get(path)).expect<PageJson<AlertJson>>(200);
    return data.length >= count && data;
  });
}

/** As if the key had been made so many days earlier. */
export const makeOlder = (vendor: Vendor, { id }: KeyJson, days: number): Promise<void> =>
  byHand(vendor, `UPDATE api_keys SET created_at = created_at - $2 * interval '1 day' WHERE id = $1`, [id, days]);

/** As if the key had been used from another network alone, so many days ago. */
export const usedElsewhere = (vendor: Vendor, { id, workspaceId }: KeyJson, days: number): Promise<void> =>
  byHand(
    vendor,
    `INSERT INTO usage_networks (workspace_id, key_id, network, first_seen_at, last_seen_at, count)
     VALUES ($1, $2, '198.51.100.0/24', now() - $3 * interval '1 day', now(), 1)`,
    [workspaceId, id, days],
  );

async function byHand({ server }: Vendor, statement: string, parameters: unknown[]): Promise<void> {
  const database = await openDatabaseOf(server.dataDir);
  await database.query(statement, parameters).finally(() => database.end());
}
