import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Child, start } from './child.js';

const OPERATOR = { email: 'operator@example.com', password: 'a password for one run only' };

/** More than any run comes to, so that the limit is metered with every request and refuses none. */
const RATE_LIMIT = { limit: 100_000, windowMs: 1_000 };

export interface Latchkey {
  readonly child: Child;
  readonly port: number;
  readonly workspaceId: string;
  /** Of the operator's session. */
  readonly operatorToken: string;
  /** A key with nothing but `keys:verify`. */
  readonly serviceKey: string;
  /** A key with a rate limit, which a service was presented with. */
  readonly presentedKey: string;
  /** How to reach its database. */
  readonly database: object;
}

/** The built server with its own database in the directory, and all that the measured requests need. */
export async function startLatchkey(directory: string): Promise<Latchkey> {
  const child = await start('../../api/dist/main.js', /Latchkey is ready\.\n {2}Dashboard {2}\S+:(\d+)\n/, {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: directory,
    LOG_LEVEL: 'error',
    LATCHKEY_OPERATOR_EMAIL: OPERATOR.email,
    LATCHKEY_OPERATOR_PASSWORD: OPERATOR.password,
  });
  try {
    const port = Number(child.caught);
    const post = asker(`http://127.0.0.1:${port}/v1`);
    const { accessToken: token = '' } = await post('/auth/login', OPERATOR);
    const api = { name: 'Bench', slug: 'bench', wireProfile: 'standard', hostnames: ['localhost'] };
    const { id: apiId } = await post('/apis', api, token);
    const { id: workspaceId = '' } = await post('/workspaces', { apiId, name: 'Bench' }, token);
    const issue = async (more: object) => (await post(`/workspaces/${workspaceId}/keys`, more, token)).secret ?? '';
    return {
      child,
      port,
      workspaceId,
      operatorToken: token,
      serviceKey: await issue({ label: 'service', scopes: ['keys:verify'] }),
      presentedKey: await issue({ label: 'presented', scopes: ['write'], rateLimit: RATE_LIMIT }),
      database: await databaseOf(directory),
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

interface Answered {
  readonly id?: string;
  readonly accessToken?: string;
  readonly secret?: string;
}

const asker =
  (base: string) =>
  async (route: string, body: object, token?: string): Promise<Answered> => {
    const response = await fetch(base + route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${route} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answered;
  };

/** The lines of Postgres's own pid file: pid, directory, start, port, socket directory. */
async function databaseOf(directory: string): Promise<object> {
  const lines = (await readFile(path.join(directory, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const password = await readFile(path.join(directory, 'postgres.password'), 'utf8');
  return { host: lines[4], port: Number(lines[3]), user: 'latchkey', database: 'latchkey', password };
}
