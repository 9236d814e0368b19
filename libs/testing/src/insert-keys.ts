import type { ApiKey, Database } from '@latchkey/domain';
import type { Tenancy } from './a-tenancy.js';
import { anApiKey } from './an-api-key.js';

export type Overrides = readonly Partial<ApiKey>[];

/** As many keys out as overrides in, so that tests can name them. */
export async function insertKeys<const T extends Overrides>(
  database: Database,
  { place }: Tenancy,
  overrides: T,
): Promise<{ -readonly [I in keyof T]: ApiKey }> {
  const keys = overrides.map((each) => anApiKey({ ...place, ...each }));
  for (const key of keys) await database.keys.insert(key);
  return keys as unknown as { -readonly [I in keyof T]: ApiKey };
}
