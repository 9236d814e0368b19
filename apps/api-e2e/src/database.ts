import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { until } from './until.js';

/** A connection to the embedded database of a data directory, through its socket. The caller ends it. */
export async function openDatabaseOf(dataDir: string): Promise<Client> {
  const pidFile = await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  // The lines are those of Postgres's own file: pid, directory, start, port, socket directory.
  const [, , , port, host] = pidFile.split('\n');
  const password = await readFile(path.join(dataDir, 'postgres.password'), 'utf8');
  return open({ host, port: Number(port), user: 'latchkey', database: 'latchkey', password });
}

export async function open(config: object): Promise<Client> {
  const client = new Client(config);
  await client.connect();
  return client;
}

/** Every row of every table, as text, a line each. */
export async function dump(client: Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT row_to_json(t)::text AS row FROM ${name} t ORDER BY 1`,
    );
    lines.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return lines;
}

export async function dumpOf(dataDir: string): Promise<string[]> {
  const client = await openDatabaseOf(dataDir);
  try {
    return await dump(client);
  } finally {
    await client.end();
  }
}

/**
 * The rows of everything but statistics, which every request of a key changes, the refused ones too; as soon as nothing
 * changes any more by itself.
 */
export async function recordsOf(dataDir: string): Promise<string[]> {
  await until('nothing is on its way', () => isAtRest(dataDir));
  return (await dumpOf(dataDir)).filter((row) => !row.startsWith('public.usage_')).map(withoutAttempts);
}

/** A mail that nobody takes is tried again and again, whatever else is done. */
const withoutAttempts = (row: string): string =>
  row.startsWith('public.mails ') ? row.replace(/"attempts":\d+,"next_attempt_at":"[^"]*"/, '') : row;

const ON_ITS_WAY = `
  SELECT FROM messages WHERE due_at IS NOT NULL
  UNION ALL SELECT FROM events WHERE told_at IS NULL
  UNION ALL SELECT FROM webhook_deliveries WHERE state = 'pending'
  LIMIT 1`;

/** Whether no message waits for its provider, or for the sandbox to go on, and no event for its receiver. */
async function isAtRest(dataDir: string): Promise<boolean> {
  const client = await openDatabaseOf(dataDir);
  try {
    return (await client.query(ON_ITS_WAY)).rows.length === 0;
  } finally {
    await client.end();
  }
}

/** Whether somebody waits for a lock on this table: a statement is under way, and will not end by itself. */
export async function isWaitedFor(client: Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ waited: boolean }>(
    'SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass) AS waited',
    [table],
  );
  return rows[0]?.waited === true;
}
