import type { Client } from 'pg';
import { openDatabaseOf } from './database.js';
import type { Answer } from './http.js';
import { Server, WITH_OPERATOR } from './server.js';
import { issueKey, type IssuedKeyJson, type PageJson, signIn, type Tenancy, tenancyOn } from './tenancy.js';
import { until } from './until.js';

interface StatementJson {
  readonly month: string;
  readonly closedAt: string | null;
  readonly totals: { readonly requestsAllowed: number; readonly requestsRefused: number };
  readonly lines: readonly { readonly keyId: string; readonly requestsAllowed: number }[];
}

/** As long after any month's end as the test may come. */
const monthsAgo = (months: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
};
const FORMULA = `=cmd|'/c calc'!A1,"x"`;
/** Enough that closing them all takes longer than it takes to notice that it has begun. */
const NEIGHBOURS = 120;

describe('monthly statements', () => {
  let tenancy: Tenancy;
  let key: IssuedKeyJson;
  let database: Client;

  const statements = (): string => `/v1/workspaces/${tenancy.workspace.id}/statements`;
  const statementOf = async (month: string): Promise<StatementJson> =>
    (await tenancy.operator.get(`${statements()}/${month}`)).expect(200);
  const query = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
    (await database.query<T>(sql, values)).rows;
  const inDatabase = () => query<object>('SELECT * FROM statements');
  /** Of the last two months that are over for certain. */
  const closed = async (): Promise<number> => {
    const sql = 'SELECT count(*)::integer AS count FROM statements WHERE month IN ($1, $2)';
    return (await query<{ count: number }>(sql, [monthsAgo(2), monthsAgo(3)]))[0]?.count ?? 0;
  };

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    key = await issueKey(tenancy.operator, tenancy.workspace, { label: FORMULA });
    await connect();
  });
  afterAll(() => database.end());

  async function connect(): Promise<void> {
    database = await openDatabaseOf(tenancy.server.dataDir);
    // It goes with the database of a server that is killed, which the next one restarts.
    database.on('error', () => undefined);
  }

  async function restart(): Promise<void> {
    const server = await tenancy.server.restart();
    tenancy = { ...tenancy, server, operator: await signIn(server) };
    await connect();
  }

  it('the open month counts what was done a moment ago, by key', async () => {
    const client = tenancy.server.http.bearer(key.secret);
    for (let i = 0; i < 3; i++) (await client.get('/v1/devices')).expect(200);
    (await client.get(`/v1/workspaces/${tenancy.workspace.id}/members`)).expect(403);
    const statement = await statementOf(monthsAgo(0));
    const counts = { requestsAllowed: 3, requestsRefused: 1, messages: 0, sandboxMessages: 0 };
    expect(statement).toMatchObject({
      workspaceId: tenancy.workspace.id,
      apiName: 'acme',
      closedAt: null,
      totals: counts,
      keys: { quantity: 1, included: 10_000, overage: 0 },
      lines: [{ keyId: key.id, label: FORMULA, environment: 'live', type: 'production', ...counts }],
    });
    const { data } = (await tenancy.operator.get(statements())).expect<PageJson<StatementJson>>(200);
    expect(data).toEqual([expect.objectContaining({ month: monthsAgo(0), closedAt: null })]);
  });

  it('the same as a table: a file by its name, and a label that would be a formula is none', async () => {
    const month = monthsAgo(0);
    const answer = await tenancy.operator.get(`${statements()}/${month}.csv`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="statement-${month}-${tenancy.workspace.id}.csv"`,
    );
    const field = `"'=cmd|'/c calc'!A1,""x"""`;
    expect(answer.text).toContain(`,key,requests_allowed,`);
    expect(answer.text).toContain(`,${key.id},${field},live,production,3,,\r\n`);
    expect(answer.text).not.toMatch(/(^|,)"?=/m);
    expect(answer.text.endsWith('\r\n')).toBe(true);
  });

  it('what is no month is refused by name, and a month that has not come, or was before, is none', async () => {
    const { operator, api } = tenancy;
    const ofApi = (month: string) => operator.get(`/v1/statements/${month}.csv?apiId=${api.id}`);
    const asked = (month: string): Promise<Answer[]> =>
      Promise.all([
        operator.get(`${statements()}/${month}`),
        operator.get(`${statements()}/${month}.csv`),
        ...(month < monthsAgo(0) ? [] : [ofApi(month)]),
      ]);
    for (const month of ['2026-13', '2026-00', '2026', '2026-1', '2026-11-01', 'now', '20261', '=1'])
      for (const answer of await asked(month))
        expect([month, answer.expect(400)]).toMatchObject([month, { errors: [{ field: 'month' }] }]);
    for (const month of [monthsAgo(-1), '9999-12', monthsAgo(1), '0001-01'])
      for (const answer of await asked(month)) expect([month, answer.status]).toEqual([month, 404]);
    expect((await operator.get(`/v1/statements/${monthsAgo(0)}.csv`)).expect(400)).toMatchObject({
      errors: [{ field: 'apiId' }],
    });
    const none = `/v1/statements/${monthsAgo(0)}.csv?apiId=api_00000000000000000000000000`;
    expect((await operator.get(none)).status).toBe(404);
    expect((await operator.get(`${statements()}?cursor=bm9uc2Vuc2U`)).expect(400)).toMatchObject({
      code: 'bad_cursor',
    });
  });

  it('closing that is killed goes on after the start, closes each month once, and changes none that was closed', async () => {
    const { workspace } = tenancy;
    const month = monthsAgo(2);
    const begin = `${monthsAgo(3)}-20T00:00:00Z`;
    for (const table of ['workspaces', 'devices']) await query(`UPDATE ${table} SET created_at = $1`, [begin]);
    await query('UPDATE api_keys SET created_at = $1', [begin]);
    await query(`INSERT INTO usage_days VALUES ($1, $2, $3, 'allowed', 41)`, [
      workspace.id,
      key.id,
      `${month}-15T00:00:00Z`,
    ]);
    await query(
      `INSERT INTO workspaces (id, api_id, name, name_folded, plan_id, ip_allowlist, created_at)
       SELECT 'ws_' || lpad(to_hex(n), 26, '0'), api_id, 'Neighbour ' || n, 'neighbour ' || n, plan_id, ip_allowlist, created_at
       FROM workspaces, generate_series(1, ${NEIGHBOURS}) AS n WHERE id = $1`,
      [workspace.id],
    );
    await tenancy.server.kill9();
    await restart();
    await until('closing has begun', async () => (await closed()) > 0);
    await tenancy.server.kill9();
    const survivors = await inDatabase();
    expect(survivors.length).toBeGreaterThan(0);
    expect(await closed()).toBeLessThan(2 * (NEIGHBOURS + 1));
    await restart();
    await until('everything is closed', async () => (await closed()) === 2 * (NEIGHBOURS + 1), 60_000);
    const rows = await inDatabase();
    for (const survivor of survivors) expect(rows).toContainEqual(survivor);
    expect(await statementOf(month)).toMatchObject({
      totals: { requestsAllowed: 41 },
      lines: [{ keyId: key.id, requestsAllowed: 41 }],
    });
  });

  it('a closed month is the same for good, whatever comes late', async () => {
    const month = monthsAgo(2);
    const before = await statementOf(month);
    await query(`INSERT INTO usage_days VALUES ($1, $2, $3, 'allowed', 1000)`, [
      tenancy.workspace.id,
      key.id,
      `${month}-16T00:00:00Z`,
    ]);
    (await tenancy.operator.patch(`/v1/workspaces/${tenancy.workspace.id}`, { name: 'Renamed' })).expect(200);
    expect(await statementOf(month)).toEqual(before);
    const { data, nextCursor } = (await tenancy.operator.get(`${statements()}?limit=2`)).expect<
      PageJson<StatementJson>
    >(200);
    expect(data.map(({ month: name }) => name)).toEqual([monthsAgo(0), monthsAgo(1)]);
    const more = (await tenancy.operator.get(`${statements()}?limit=2&cursor=${nextCursor}`)).expect<
      PageJson<StatementJson>
    >(200);
    expect(more).toMatchObject({
      data: [{ month, closedAt: before.closedAt }, { month: monthsAgo(3) }],
      nextCursor: null,
    });
  });

  it('an operator has all of an API in one table, more than a page of them, each once', async () => {
    const { api, operator, workspace } = tenancy;
    const answer = await operator.get(`/v1/statements/${monthsAgo(2)}.csv?apiId=${api.id}`);
    expect(answer.headers['content-disposition']).toContain(`statements-${monthsAgo(2)}-${api.id}.csv`);
    const [header, ...rows] = answer.text.trimEnd().split('\r\n');
    expect(header).toMatch(/^month,closed_at,api_id,/);
    const totals = rows.filter((row) => row.includes(',total,requests_allowed,'));
    expect(totals).toHaveLength(NEIGHBOURS + 1);
    expect(new Set(totals.map((row) => row.split(',')[4])).size).toBe(NEIGHBOURS + 1);
    expect(totals.find((row) => row.includes(workspace.id))).toMatch(/,41,,$/);
    expect((await tenancy.server.http.bearer(key.secret).get(`/v1/statements/${monthsAgo(2)}.csv`)).status).toBe(403);
  });
});
