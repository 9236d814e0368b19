import type { Client } from 'pg';
import { openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import { issueKey, type IssuedKeyJson, keysOf, statusWith, tenancyOn, type Tenancy } from './tenancy.js';
import { until } from './until.js';

const HOLDER = `SELECT pid, classid, objid FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE locktype = 'advisory' AND granted AND application_name = 'latchkey instance lock'`;

let tenancy: Tenancy;
let key: IssuedKeyJson;
let rival: Client;

beforeEach(async () => {
  tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
  key = await issueKey(tenancy.operator, tenancy.workspace);
  rival = await openDatabaseOf(tenancy.server.dataDir);
  // A server that ends takes its embedded database with it, and so this connection.
  rival.on('error', () => undefined);
  expect(await statusWith(tenancy.server, key.secret)).toBe(200);
});
afterEach(() => rival.end());

/** As another instance would: it waits for the lock, and has it from the moment at which the server's connection breaks. */
async function takeTheLock(): Promise<void> {
  const admin = await openDatabaseOf(tenancy.server.dataDir);
  const { rows } = await admin.query<{ pid: number; classid: string; objid: string }>(HOLDER);
  const { pid, classid, objid } = rows[0]!;
  const taken = rival.query('SELECT pg_advisory_lock($1, $2)', [Number(classid), Number(objid)]);
  await until('the rival waits', async () => {
    const waiting = await admin.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
    return waiting.rows.length > 0;
  });
  await admin.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
  await taken;
  await admin.end();
  await tenancy.server.process.waitFor(/instance lock was interrupted/);
}

const suspend = (at: string | null) =>
  rival.query('UPDATE workspaces SET suspended_at = $1 WHERE id = $2', [at, tenancy.workspace.id]);

test('while another instance may have the database, nothing is decided on what was read before, and nothing changes', async () => {
  await takeTheLock();
  await suspend('2026-01-01');
  expect(await statusWith(tenancy.server, key.secret)).toBe(403);
  const change = await tenancy.operator.post(keysOf(tenancy.workspace), { label: 'too early' });
  expect(change.expect(503)).toMatchObject({ code: 'unavailable' });
  await suspend(null);
  expect(await statusWith(tenancy.server, key.secret)).toBe(200);
});

test('when the database is its own again, it goes on, and has forgotten what it read before', async () => {
  await takeTheLock();
  await suspend('2026-01-01');
  await rival.end();
  rival = await openDatabaseOf(tenancy.server.dataDir);
  await until('changes are taken again', async () => {
    return (await tenancy.operator.post(keysOf(tenancy.workspace), { label: 'again' })).status === 201;
  });
  expect(await statusWith(tenancy.server, key.secret)).toBe(403);
});

test('when another instance keeps it, the server says so and ends', async () => {
  await takeTheLock();
  expect(await tenancy.server.process.exited).toBe(1);
  expect(tenancy.server.process.output).toContain('Another Latchkey instance uses this database');
});
