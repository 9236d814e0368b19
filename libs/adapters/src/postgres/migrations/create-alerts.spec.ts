import { anAlert, anApiKey, aTenancy } from '@latchkey/testing';
import type { QueryRunner } from 'typeorm';
import { useMigratedDatabase } from '../migrated-database.fixture.js';
import { CreateAlerts1763784000000 } from './1763784000000-create-alerts.js';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('thresholds that were told before there were alerts', () => {
  const { database, query } = useMigratedDatabase();

  test('are alerts, and so not told again; those of periods that are over are forgotten', async () => {
    const { workspace, place } = await aTenancy(database());
    const key = anApiKey(place);
    await database().keys.insert(key);
    const runner = { query: (sql: string) => query(sql) } as unknown as QueryRunner;
    const migration = new CreateAlerts1763784000000();
    await migration.down(runner);
    const startMs = Date.now() - (Date.now() % DAY_MS);
    const notice = (meterId: string, percent: number, atMs: number) =>
      query('INSERT INTO usage_notices VALUES ($1, $2, $3, $4)', [
        meterId,
        new Date(atMs),
        percent,
        new Date(atMs + DAY_MS),
      ]);
    const [quota, daily] = [`quota/day/${key.id}`, `daily_limit/${workspace.id}`];
    await notice(quota, 50, startMs);
    await notice(quota, 80, startMs);
    await notice(daily, 50, startMs);
    await notice(daily, 50, startMs - 2 * DAY_MS);
    await notice('quota/day/key_of-nobody', 50, startMs);
    await migration.up(runner);
    const { items } = await database().alerts.page({ workspaceId: workspace.id }, { limit: 10 });
    expect(items.map(({ keyId, details }) => [keyId, details['meter'], details['percent']]).sort()).toEqual([
      [null, 'daily_limit', 50],
      [key.id, 'quota', 50],
      [key.id, 'quota', 80],
    ]);
    for (const alert of items) {
      expect(alert.id).toMatch(/^alr_01[0-9a-hjkmnp-tv-z]{24}$/);
      expect(alert).toMatchObject({ kind: 'quota_used', resolvedAtMs: null, resolvesAtMs: startMs + DAY_MS });
      expect(alert.details['periodStartsAt']).toBe(new Date(startMs).toISOString());
      const again = anAlert({ ...alert, id: anAlert().id });
      expect(await database().alerts.fire(again)).toBe(false);
    }
    const cause = `${quota} ${startMs} 80`;
    expect(items.map((alert) => alert.cause)).toContain(cause);
  });
});
