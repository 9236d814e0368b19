import { hash } from 'node:crypto';
import fastify from 'fastify';
import { Pool } from 'pg';
import { tellPort } from './listening.js';

/** How it is done where nobody measures: a look at the database for every request, and the bare minimum of checks. */
const pool = new Pool(JSON.parse(process.env['DATABASE'] ?? '{}') as object);
const app = fastify();

interface Row {
  readonly id: string;
  readonly expires_at: Date | null;
  readonly disabled_at: Date | null;
  readonly revoked_at: Date | null;
}

app.post<{ Body: { key: string } }>('/', async (request) => {
  const { rows } = await pool.query<Row>({
    name: 'key',
    text: 'SELECT id, expires_at, disabled_at, revoked_at FROM api_keys WHERE sha256 = $1',
    values: [hash('sha256', request.body.key, 'buffer')],
  });
  const [row] = rows;
  const isOpen = row !== undefined && row.revoked_at === null && row.disabled_at === null;
  return { allowed: isOpen && (row.expires_at === null || row.expires_at.getTime() > Date.now()), keyId: row?.id };
});
await app.listen({ host: '127.0.0.1', port: 0 });
tellPort(app.server);
