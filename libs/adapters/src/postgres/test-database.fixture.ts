import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { connectionOf, type PostgresTarget } from './target.js';

export interface TestDatabase {
  readonly target: PostgresTarget;
  /** On a connection of its own, past everything that is under test. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** An empty database on the server of this run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testServer();
  const name = `latchkey_test_${randomBytes(6).toString('hex')}`;
  await once(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const target = onDatabase(server, name);
  return {
    target,
    query: (sql, values) => once(target, sql, values),
    drop: async () => {
      await once(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

function testServer(): PostgresTarget {
  const { TEST_DATABASE_URL, LATCHKEY_TEST_SERVER } = process.env;
  if (TEST_DATABASE_URL) return TEST_DATABASE_URL;
  if (LATCHKEY_TEST_SERVER) return JSON.parse(LATCHKEY_TEST_SERVER) as PostgresTarget;
  throw new Error('No Postgres for specs: run them with the jest.config.mjs of libs/adapters.');
}

function onDatabase(server: PostgresTarget, database: string): PostgresTarget {
  if (typeof server !== 'string') return { ...server, database };
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function once<Row>(target: PostgresTarget, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client(connectionOf(target));
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
