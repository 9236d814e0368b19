import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { type ChainJson, type EntryJson, hashOf, runVerification } from './audit-log.js';
import { openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import { newWorkspace, type PageJson, type Tenancy, tenancyOn, type WorkspaceJson } from './tenancy.js';

/** What somebody does to the log who may do anything in the database, and has not the server's secret. */
interface Tampering {
  readonly what: string;
  /** `$1` is the workspace, of which there are five entries; `ENTRY` is where the third of them is. */
  readonly sql: readonly string[];
  /** Where the verification has to stop, and what it has to say. */
  readonly sequence: number;
  readonly why: string;
  /** The sequence of the entry that has to be named, where one is. */
  readonly names?: number | null;
}

const set = (assignment: string): Tampering => ({
  what: `UPDATE audit_entries SET ${assignment}`,
  sql: [`UPDATE audit_entries SET ${assignment} WHERE ENTRY`],
  sequence: 3,
  why: 'changed',
  names: 3,
});

const THIRD = 'workspace_id = $1 AND sequence = 3';
const COPIED = `id || 'x', at, actor_kind, actor_id, action, workspace_id, target_id, before, after, reason, address,
  request_id, on_behalf_of_kind, on_behalf_of_id`;
const COLUMNS = COPIED.replace(`id || 'x'`, 'id');
const remove = (which: string): string => `DELETE FROM audit_entries WHERE workspace_id = $1 AND sequence ${which}`;

const TAMPERINGS: readonly Tampering[] = [
  set(`id = id || 'x'`),
  set(`at = at - interval '1 millisecond'`),
  set(`actor_kind = 'key'`),
  set(`actor_id = 'usr_somebody'`),
  set(`on_behalf_of_kind = 'user'`),
  set(`on_behalf_of_id = 'usr_somebody'`),
  set(`action = 'key.created'`),
  set(`target_id = 'ws_another'`),
  set(`before = '{}'`),
  set(`before = NULL`),
  set(`after = jsonb_set(after, '{name}', '"Another"')`),
  set(`reason = 'no reason'`),
  set(`address = '198.51.100.1'`),
  set(`address = NULL`),
  set(`request_id = 'another'`),
  set(`hash = decode(repeat('00', 32), 'hex')`),
  set(`seal = decode(repeat('00', 32), 'hex')`),
  { ...set(`sequence = 30`), why: 'missing', names: null },
  { ...set(`workspace_id = NULL, sequence = 1000000`), why: 'missing', names: null },
  { what: 'the first is deleted', sql: [remove('= 1')], sequence: 1, why: 'missing' },
  { what: 'one in the middle is deleted', sql: [remove('= 3')], sequence: 3, why: 'missing' },
  { what: 'the last is deleted', sql: [remove('= 5')], sequence: 5, why: 'missing' },
  { what: 'all are deleted', sql: [remove('> 0')], sequence: 1, why: 'missing' },
  {
    what: 'one is added at the end',
    sql: [
      `INSERT INTO audit_entries (${COLUMNS}, sequence, hash, seal)
       SELECT ${COPIED}, 6, hash, seal FROM audit_entries WHERE ENTRY`,
    ],
    sequence: 6,
    why: 'changed',
    names: 6,
  },
  {
    what: 'one is put in the middle, behind the back of the index',
    sql: [
      'DROP INDEX audit_entries_chain_key',
      `INSERT INTO audit_entries (${COLUMNS}, sequence, hash, seal)
       SELECT ${COPIED}, 3, hash, seal FROM audit_entries WHERE ENTRY`,
    ],
    sequence: 3,
    why: 'inserted',
  },
  {
    what: 'two change places',
    sql: [
      `UPDATE audit_entries SET sequence = 9 WHERE workspace_id = $1 AND sequence = 2`,
      `UPDATE audit_entries SET sequence = 2 WHERE ENTRY`,
      `UPDATE audit_entries SET sequence = 3 WHERE workspace_id = $1 AND sequence = 9`,
    ],
    sequence: 2,
    why: 'changed',
    names: 2,
  },
  {
    what: 'the last is deleted, and the head says so',
    sql: [
      remove('= 5'),
      `UPDATE audit_heads SET sequence = 4, hash = (
         SELECT hash FROM audit_entries WHERE workspace_id = $1 AND sequence = 4) WHERE chain = $1`,
    ],
    sequence: 4,
    why: 'head_changed',
  },
  {
    what: 'the first are deleted, and the head says that they were old',
    sql: [
      `UPDATE audit_heads SET checkpoint_sequence = 2, retained_from = now(), checkpoint_hash = (
         SELECT hash FROM audit_entries WHERE workspace_id = $1 AND sequence = 2) WHERE chain = $1`,
      remove('<= 2'),
    ],
    sequence: 5,
    why: 'head_changed',
  },
  {
    what: 'the head alone is changed',
    sql: [`UPDATE audit_heads SET unchained = 7 WHERE chain = $1`],
    sequence: 0,
    why: 'unchained_changed',
  },
  { what: 'the head is deleted', sql: [`DELETE FROM audit_heads WHERE chain = $1`], sequence: 1, why: 'head_missing' },
];

describe('whatever somebody does to the audit log by SQL is found', () => {
  let tenancy: Tenancy;
  let database: Client;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    database = await openDatabaseOf(tenancy.server.dataDir);
    // As the superuser that it is.
    for (const table of ['audit_entries', 'audit_heads'])
      await database.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  });
  afterAll(() => database.end());

  async function withFiveEntries(name: string): Promise<WorkspaceJson> {
    const workspace = await newWorkspace(tenancy.operator, tenancy.api, name);
    for (let i = 2; i <= 5; i++) await rename(workspace, `Entry ${i}`);
    return workspace;
  }

  const rename = async ({ id }: WorkspaceJson, name: string): Promise<unknown> =>
    (await tenancy.operator.patch(`/v1/workspaces/${id}`, { name })).expect(200);

  async function tamper({ sql }: Pick<Tampering, 'sql'>, workspaceId: string): Promise<void> {
    for (const statement of sql) {
      const text = statement.replaceAll('ENTRY', THIRD);
      await database.query(text, text.includes('$1') ? [workspaceId] : []);
    }
  }

  const entriesOf = async ({ id }: WorkspaceJson): Promise<readonly EntryJson[]> => {
    const { data } = (await tenancy.operator.get(`/v1/workspaces/${id}/audit`)).expect<PageJson<EntryJson>>(200);
    return [...data].reverse();
  };
  const lookAt = async ({ id }: WorkspaceJson): Promise<ChainJson> =>
    (await tenancy.operator.get(`/v1/workspaces/${id}/audit/verification`)).expect(200);

  async function lookAtAll(): Promise<readonly ChainJson[]> {
    const chains: ChainJson[] = [];
    let cursor: string | null = '';
    do {
      const address = `/v1/audit/verification${cursor && `?cursor=${cursor}`}`;
      const page: PageJson<ChainJson> = (await tenancy.operator.get(address)).expect(200);
      chains.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return chains;
  }

  it('no column is left out', async () => {
    const { rows } = await database.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_name = 'audit_entries'`,
    );
    const tamperedWith = TAMPERINGS.flatMap(({ what }) =>
      [...what.matchAll(/(?:SET |, )(\w+) =/g)].map(([, name]) => name),
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.map(({ column_name: name }) => name).filter((name) => !tamperedWith.includes(name))).toEqual([]);
  });

  it('also where a whole chain is gone: by the count of chains, and by an end that was noted', async () => {
    const workspace = await withFiveEntries('Gone');
    const noted = await runVerification({ DATA_DIR: tenancy.server.dataDir }, '--workspace', workspace.id);
    expect(noted).toMatchObject({ code: 0, output: expect.stringMatching(`${workspace.id} 5 [0-9a-f]{64}\n`) });
    const sql = [`DELETE FROM audit_entries WHERE workspace_id = $1`, `DELETE FROM audit_heads WHERE chain = $1`];
    await tamper({ sql }, workspace.id);
    expect((await lookAtAll())[0]).toMatchObject({ workspaceId: null, firstBroken: { why: 'chain_missing' } });
    const file = path.join(tenancy.server.dataDir, 'noted');
    await writeFile(file, noted.output);
    const held = await runVerification({ DATA_DIR: tenancy.server.dataDir }, '--noted', file);
    expect(held.output).toContain(`${workspace.id}: BROKEN at 1: not_as_noted`);
  });

  it('by the routes and by the command, each in its place, also when the log goes on', async () => {
    const done: { tampering: Tampering; workspace: WorkspaceJson; id: string | null }[] = [];
    for (const tampering of TAMPERINGS) {
      const workspace = await withFiveEntries(tampering.what);
      expect(await lookAt(workspace)).toMatchObject({ verified: true, entries: 5, verifiedThrough: 5 });
      await tamper(tampering, workspace.id);
      const entry = (await entriesOf(workspace)).find(({ sequence }) => sequence === tampering.names);
      done.push({ tampering, workspace, id: entry?.id ?? null });
      const { firstBroken, verified } = await lookAt(workspace);
      const { sequence, why } = tampering;
      const found = { what: tampering.what, verified, sequence: firstBroken?.sequence, why: firstBroken?.why };
      expect(found).toEqual({ what: tampering.what, verified: false, sequence, why });
      if (entry !== undefined) expect(firstBroken?.id).toBe(entry.id);
    }

    const chains = await lookAtAll();
    const { code, output } = await runVerification({ DATA_DIR: tenancy.server.dataDir });
    expect(code).toBe(1);
    for (const { tampering, workspace, id } of done) {
      const { sequence, why } = tampering;
      expect(chains.find(({ workspaceId }) => workspaceId === workspace.id)?.firstBroken).toMatchObject({
        sequence,
        why,
      });
      const named = id === null ? '' : ` (${id})`;
      expect(output).toContain(`${workspace.id}: BROKEN at ${sequence}${named}`);
    }
    expect(output).toContain(`${tenancy.workspace.id}: 2 entries, verified through 2\n`);

    // Whoever meddles stops nobody, and what follows makes nothing good.
    for (const { tampering, workspace } of done) {
      await rename(workspace, 'Later');
      const { firstBroken } = await lookAt(workspace);
      const found = { what: tampering.what, isBroken: firstBroken !== null };
      expect(found).toEqual({ what: tampering.what, isBroken: true });
    }
  });

  it('also where everything is made to fit that can be made to fit without the secret', async () => {
    const workspace = await withFiveEntries('Rewritten');
    const entries = await entriesOf(workspace);
    const sql = `UPDATE audit_entries SET after = $2, hash = decode($3, 'hex') WHERE id = $1`;
    let previous = entries[1]!.hash;
    for (const entry of entries.slice(2)) {
      const rewritten: EntryJson = { ...entry, after: { name: 'Rewritten' } };
      previous = hashOf(rewritten, previous);
      await database.query(sql, [entry.id, rewritten['after'], previous]);
    }
    await database.query(`UPDATE audit_heads SET hash = decode($2, 'hex') WHERE chain = $1`, [workspace.id, previous]);
    const { firstBroken, verifiedThrough } = await lookAt(workspace);
    expect(firstBroken).toEqual({ sequence: 3, id: entries[2]?.id, why: 'changed' });
    expect(verifiedThrough).toBe(2);
  });
});
