import type { Http } from './http.js';
import { openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type IssuedKeyJson, type Tenancy, tenancyOn } from './tenancy.js';

interface AnalyticsJson {
  readonly from: string;
  readonly to: string;
  readonly step: string;
  readonly totals: Readonly<Record<string, number>>;
  readonly points: readonly { readonly at: string; readonly messages: Readonly<Record<string, number>> }[];
}

const NONE = { queued: 0, sent: 0, delivered: 0, read: 0, failed: 0 };
const MARCH = '?from=2026-03-01T00:00:00Z&to=2026-03-04T00:00:00Z';

let made = 0;
const anId = (prefix: string): string => `${prefix}_7${String(++made).padStart(25, '0')}`;

describe('analytics', () => {
  let tenancy: Tenancy;
  let key: IssuedKeyJson;
  let devices: readonly [string, string];

  const as = async (more: object = {}, workspace = tenancy.workspace): Promise<Http> => {
    const issued = await issueKey(tenancy.operator, workspace, { scopes: ['analytics:read'], ...more });
    return tenancy.server.http.bearer(issued.secret);
  };
  const read = async (client: Http, query = MARCH): Promise<AnalyticsJson> =>
    (await client.get(`/v1/analytics${query}`)).expect(200);

  /** Messages of other days and of every status: no request makes one. */
  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    key = await issueKey(tenancy.operator, tenancy.workspace);
    devices = [anId('dev'), anId('dev')];
    const database = await openDatabaseOf(tenancy.server.dataDir);
    const { id } = tenancy.workspace;
    for (const device of devices)
      await database.query(
        `INSERT INTO devices (id, workspace_id, name, status, created_at) VALUES ($1, $2, 'A device', 'connected', now())`,
        [device, id],
      );
    for (const [at, status, device, sandbox] of [
      ['2026-02-28T23:59:59.999Z', 'sent', 0, false],
      ['2026-03-01T00:00:00Z', 'delivered', 0, false],
      ['2026-03-01T23:59:59.999Z', 'delivered', 0, false],
      ['2026-03-01T12:00:00Z', 'failed', 1, false],
      ['2026-03-03T05:30:00Z', 'read', 1, false],
      ['2026-03-04T00:00:00Z', 'read', 1, false],
      ['2026-03-02T10:00:00Z', 'queued', 0, true],
    ] as const)
      await database.query(
        `INSERT INTO messages (id, workspace_id, key_id, device_id, recipient, body, status, sandbox, created_at,
           status_changed_at, failure_code, failure_reason)
         VALUES ($1, $2, $3, $4, '+31612345678', 'Hello', $5, $6, $7, $7, $8, $8)`,
        [anId('msg'), id, key.id, devices[device], status, sandbox, at, status === 'failed' ? 'undeliverable' : null],
      );
    await database.end();
  });

  it('counts messages by the day and by their status, in UTC, with a point for every day', async () => {
    expect(await read(await as())).toEqual({
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-04T00:00:00.000Z',
      step: 'day',
      totals: { ...NONE, queued: 1, delivered: 2, failed: 1, read: 1 },
      points: [
        { at: '2026-03-01T00:00:00.000Z', messages: { ...NONE, delivered: 2, failed: 1 } },
        { at: '2026-03-02T00:00:00.000Z', messages: { ...NONE, queued: 1 } },
        { at: '2026-03-03T00:00:00.000Z', messages: { ...NONE, read: 1 } },
      ],
    });
  });

  it('counts by the hour', async () => {
    const { points, totals } = await read(await as(), `${MARCH}&step=hour`);
    expect(points).toHaveLength(72);
    expect(points[53]).toEqual({ at: '2026-03-03T05:00:00.000Z', messages: { ...NONE, read: 1 } });
    expect(totals).toEqual({ ...NONE, queued: 1, delivered: 2, failed: 1, read: 1 });
  });

  it('a key that is restricted to devices sees what those have sent, and asks for no other', async () => {
    const client = await as({ deviceIds: [devices[1]] });
    expect((await read(client)).totals).toEqual({ ...NONE, failed: 1, read: 1 });
    expect((await read(client, `${MARCH}&deviceId=${devices[1]}`)).totals).toEqual({ ...NONE, failed: 1, read: 1 });
    const refused = await client.get(`/v1/analytics${MARCH}&deviceId=${devices[0]}`);
    expect(refused.json()).toMatchObject({ status: 403, code: 'resource_denied' });
    expect((await read(await as(), `${MARCH}&deviceId=${devices[0]}`)).totals).toEqual({
      ...NONE,
      queued: 1,
      delivered: 2,
    });
  });

  it('the sandbox sees its own messages, and nothing of those for real', async () => {
    for (const kind of [{ type: 'sandbox' }, { environment: 'test' }])
      expect((await read(await as(kind))).totals).toEqual({ ...NONE, queued: 1 });
  });

  it('another workspace sees nothing, and no device of ours', async () => {
    const stranger = await as({}, await defineWorkspace(tenancy.operator, tenancy.api, 'Stranger'));
    expect((await read(stranger)).totals).toEqual(NONE);
    const told = async (id: string) => ({
      ...(await stranger.get(`/v1/analytics?deviceId=${id}`)).json(),
      requestId: null,
    });
    expect(await told(devices[0])).toEqual(await told(`dev_${'0'.repeat(26)}`));
    expect(await told(devices[0])).toMatchObject({ status: 404 });
  });

  it('what was sent just now is counted', async () => {
    const sender = tenancy.server.http.bearer(
      (await issueKey(tenancy.operator, tenancy.workspace, { type: 'sandbox', scopes: ['write'] })).secret,
    );
    const total = ({ totals }: AnalyticsJson) => Object.values(totals).reduce((sum, count) => sum + count, 0);
    const before = total(await read(sender, '?step=hour'));
    (await sender.post('/v1/messages', { to: '+31612345678', body: 'Hello', deviceId: devices[0] })).expect(201);
    expect(total(await read(sender, '?step=hour'))).toBe(before + 1);
  });

  it.each([
    ['from', '?from=2026-03-04T00:00:00Z&to=2026-03-01T00:00:00Z'],
    ['from', '?from=2999-01-01T00:00:00Z'],
    ['from', '?from=2000-01-01T00:00:00Z'],
    ['from', '?from=yesterday'],
    ['to', '?to=2026-03-01'],
    ['step', '?step=minute'],
    ['deviceId', '?deviceId=%20'],
    ['other', '?other=1'],
  ])('a bad %s is refused by its name: %s', async (field, query) => {
    const refused = await (await as()).get(`/v1/analytics${query}`);
    expect(refused.json()).toMatchObject({ status: 400, errors: [{ field }] });
  });
});
