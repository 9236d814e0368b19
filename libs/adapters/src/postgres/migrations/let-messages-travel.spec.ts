import { aDevice, anApiKey, aTenancy } from '@latchkey/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { useMigratedDatabase } from '../migrated-database.fixture.js';
import { LinkDevices1763771000000 } from './1763771000000-link-devices.js';
import { LetMessagesTravel1763771060000 } from './1763771060000-let-messages-travel.js';

describe('devices and messages from before', () => {
  const { database, query } = useMigratedDatabase();

  test('are of the sandbox and connected, and delivered with nothing more to do about them', async () => {
    const { workspace, place } = await aTenancy(database());
    const key = anApiKey(place);
    await database().keys.insert(key);
    const runner = { query: (sql: string) => query(sql) } as unknown as QueryRunner;
    const migrations: MigrationInterface[] = [new LinkDevices1763771000000(), new LetMessagesTravel1763771060000()];
    for (const migration of [...migrations].reverse()) await migration.down(runner);
    await query(`INSERT INTO devices VALUES ('dev_1', $1, 'Old', 'connected', 'epoch')`, [workspace.id]);
    await query(
      `INSERT INTO messages VALUES ('msg_1', $1, $2, 'dev_1', '+31612345678', 'Hi', 'delivered', true, 'epoch')`,
      [workspace.id, key.id],
    );
    for (const migration of migrations) await migration.up(runner);
    const old = { id: 'dev_1', workspaceId: workspace.id, name: 'Old', createdAtMs: 0 };
    expect(await database().devices.find(workspace.id, 'dev_1')).toEqual(aDevice(old));
    expect(await database().messages.find(workspace.id, 'msg_1')).toMatchObject({
      status: 'delivered',
      statusChangedAtMs: 0,
      sandbox: true,
      failure: null,
      dueAtMs: null,
    });
  });
});
