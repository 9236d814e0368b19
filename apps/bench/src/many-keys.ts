import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { startLatchkey } from './latchkey.js';
import { median } from './report.js';

/*
 * Promise: with a million keys, all of one workspace, the list turns a page and answers a search in under 300 ms
 * (median). `--smoke`: a few keys, only to see that everything still works.
 */
const isSmoke = process.argv.includes('--smoke');
const KEYS = isSmoke ? 2_000 : 1_000_000;
const BATCH = 50_000;
const ROUNDS = isSmoke ? 2 : 15;
const MEDIAN_MS_MAX = 300;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** What differs from key to key; all else is as in the one that was made over REST. */
const OWN: Readonly<Record<string, string>> = {
  id: `'key_' || lpad(to_hex(n), 26, '0')`,
  lineage_id: `'key_' || lpad(to_hex(n), 26, '0')`,
  label: `'Service ' || n || ' of team ' || n % 997`,
  label_folded: `'service ' || n || ' of team ' || n % 997`,
  sha256: `sha256(convert_to('key ' || n, 'UTF8'))`,
  start: `'lk_live_' || substr(md5(n::text), 1, 4)`,
  last4: `right(md5(n::text), 4)`,
  created_at: `key.created_at - (${KEYS} - n) * interval '1 second'`,
  // One in a hundred is disabled, one in fifty expires some day.
  disabled_at: `CASE WHEN n % 100 = 0 THEN key.created_at END`,
  expires_at: `CASE WHEN n % 50 = 1 THEN key.created_at + interval '90 days' END`,
};

async function fill(pool: Pool): Promise<void> {
  const { rows } = await ask<{ column_name: string }>(
    pool,
    `SELECT column_name FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = 'api_keys' ORDER BY ordinal_position`,
  );
  const columns = rows.map(({ column_name: name }) => name);
  const values = columns.map((name) => OWN[name] ?? `key.${name}`);
  for (let from = 1; from <= KEYS; from += BATCH) {
    const to = Math.min(KEYS, from + BATCH - 1);
    await ask(
      pool,
      `INSERT INTO api_keys (${columns.join(', ')})
       SELECT ${values.join(', ')}
       FROM (SELECT * FROM api_keys WHERE label = 'presented') AS key, generate_series(${from}, ${to}) AS n`,
    );
    process.stdout.write(`\r  ${to.toLocaleString('en-GB')} of ${KEYS.toLocaleString('en-GB')} keys`);
  }
  print('');
  await ask(pool, 'VACUUM ANALYZE api_keys');
}

const ask = <Row>(pool: Pool, text: string): Promise<{ rows: Row[] }> =>
  pool.query<Row>({ name: '', text, values: [] });

const CASES: readonly (readonly [name: string, query: string])[] = [
  ['the first page', ''],
  ['a page in the middle', `cursor=MIDDLE`],
  ['a label that is there once', `q=${encodeURIComponent(`service ${KEYS / 2} `)}`],
  ['a word of every label', 'q=service'],
  ['the rest of a label', 'q=team+77'],
  ['two characters', 'q=77'],
  ['nothing like it', 'q=no+such+thing'],
  ['two characters that are nowhere', 'q=zq'],
  ['the start of a key', 'q=lk_live_00ff'],
  ['disabled ones', 'state=disabled'],
  ['a word, disabled ones', 'q=team+100&state=disabled'],
  ['expired ones: none', 'state=expired'],
  ['of the other environment: none', 'environment=test'],
];

const directory = await mkdtemp(path.join(tmpdir(), 'lk-bench-'));
try {
  // As root the database runs as somebody else, who has to be able to enter.
  await chmod(directory, 0o755);
  const latchkey = await startLatchkey(path.join(directory, 'data'));
  const pool = new Pool(latchkey.database);
  try {
    await fill(pool);
    await measureAll(latchkey);
  } finally {
    await pool.end();
    await latchkey.child.stop();
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}

interface Asked {
  readonly port: number;
  readonly workspaceId: string;
  readonly operatorToken: string;
}

async function measureAll(latchkey: Asked): Promise<void> {
  print(`${ROUNDS} rounds; the machine’s load before: ${(loadavg()[0] ?? 0).toFixed(2)}.`);
  const middle = await cursorInTheMiddle(latchkey);
  for (const [name, query] of CASES) {
    const times: number[] = [];
    let found = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const startedAt = performance.now();
      found = (await page(latchkey, query.replace('MIDDLE', encodeURIComponent(middle)))).data.length;
      times.push(performance.now() - startedAt);
    }
    const isOver = !isSmoke && median(times) > MEDIAN_MS_MAX;
    if (isOver) process.exitCode = 1;
    const figures = `${median(times).toFixed(1).padStart(8)} ms  (${Math.max(...times).toFixed(1)} at most)`;
    print(`${isOver ? 'OVER' : 'ok  '} ${name.padEnd(34)} ${figures}  ${found} keys`);
  }
}

/** The newest of those whose number begins with a five stands about in the middle. */
async function cursorInTheMiddle(latchkey: Asked): Promise<string> {
  const { nextCursor } = await page(latchkey, 'q=service+5&limit=1');
  if (nextCursor === null) throw new Error('Nothing comes after the middle.');
  return nextCursor;
}

interface KeyPage {
  readonly data: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

async function page({ port, workspaceId, operatorToken }: Asked, query: string): Promise<KeyPage> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/workspaces/${workspaceId}/keys?${query}`, {
    headers: { authorization: `Bearer ${operatorToken}` },
  });
  if (!answer.ok) throw new Error(`The list answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as KeyPage;
}
