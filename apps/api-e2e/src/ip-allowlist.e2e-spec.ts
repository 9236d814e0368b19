import type { Answer, Http } from './http.js';
import { openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import { issueKey, type IssuedKeyJson, keysOf, pathOf, tenancyOn, type Tenancy } from './tenancy.js';

const workspacePath = ({ workspace }: Tenancy): string => `/v1/workspaces/${workspace.id}`;

function expectDenied(answer: Answer): void {
  expect(answer.status).toBe(403);
  expect(answer.json()).toMatchObject({ code: 'ip_denied' });
}

describe('an IP allowlist, where no proxy is trusted', () => {
  let tenancy: Tenancy;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
  });

  const issue = (more: object): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace, more);

  test.each([
    ['127.0.0.1'],
    ['127.0.0.0/8'],
    ['0.0.0.0/0'],
    ['::ffff:127.0.0.1'],
    ['::ffff:7f00:1'],
    ['::ffff:0:0/96'],
  ])('a key that is allowed from %s works from here', async (entry) => {
    const { secret } = await issue({ ipAllowlist: ['2001:db8::1', entry] });
    expect((await tenancy.server.http.bearer(secret).get('/v1/devices')).status).toBe(200);
  });

  test.each([['127.0.0.2'], ['198.51.100.0/24'], ['::/0'], ['::1'], ['128.0.0.0/1']])(
    'a key that is allowed from %s does not, whatever headers say',
    async (entry) => {
      const { secret } = await issue({ ipAllowlist: [entry] });
      const client = tenancy.server.http.bearer(secret);
      expectDenied(await client.get('/v1/devices'));
      for (const address of ['127.0.0.2', '198.51.100.7', '::1', '128.0.0.1']) {
        const headers = {
          'x-forwarded-for': address,
          'x-real-ip': address,
          'x-client-ip': address,
          forwarded: `for="${address}"`,
        };
        expectDenied(await client.get('/v1/devices', { headers }));
      }
    },
  );

  test('entries are answered in the one way of writing them, each once', async () => {
    const key = await issue({ ipAllowlist: ['2001:0DB8:0::/32', '::ffff:10.0.0.1', '10.0.0.1', '192.0.2.7/32'] });
    expect(key).toMatchObject({ ipAllowlist: ['2001:db8::/32', '10.0.0.1', '192.0.2.7'] });
    expect((await tenancy.operator.get(pathOf(key))).expect(200)).toMatchObject({
      ipAllowlist: ['2001:db8::/32', '10.0.0.1', '192.0.2.7'],
    });
  });

  test.each([
    '',
    ' 10.0.0.1',
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '010.0.0.1',
    '0x0a.0.0.1',
    '10.1',
    '2001:db8::1/32',
    '::/129',
    '2001:db8:::1',
    'fe80::1%eth0',
    '10.0.0.1:443',
    'localhost',
    '*',
    '10.0.0.1\u0000',
  ])('the entry %j is refused by the name of its place, for keys and workspaces', async (entry) => {
    const { operator, workspace } = tenancy;
    const ipAllowlist = ['10.0.0.0/8', entry];
    const key = await issue({});
    for (const answer of [
      await operator.post(keysOf(workspace), { label: 'x', ipAllowlist }),
      await operator.patch(pathOf(key), { ipAllowlist }),
      await operator.patch(workspacePath(tenancy), { ipAllowlist }),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ field: 'ipAllowlist.1' }] });
    }
    expect((await operator.get(pathOf(key))).expect(200)).toMatchObject({ ipAllowlist: [] });
  });

  test.each([[null], ['10.0.0.1'], [[1]], [Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`)], [['::1', '::1']]])(
    'the list %j is refused',
    async (ipAllowlist) => {
      const refused = await tenancy.operator.post(keysOf(tenancy.workspace), { label: 'x', ipAllowlist });
      expect(refused.status).toBe(400);
      expect(refused.json()).toMatchObject({ errors: [{ field: expect.stringMatching(/^ipAllowlist/) }] });
    },
  );

  test('a change is in force for the very next request, both ways, and is audited', async () => {
    const key = await issue({});
    const client = tenancy.server.http.bearer(key.secret);
    for (let round = 0; round < 20; round++) {
      expect((await client.get('/v1/devices')).status).toBe(200);
      (await tenancy.operator.patch(pathOf(key), { ipAllowlist: ['192.0.2.0/24'] })).expect(200);
      expectDenied(await client.get('/v1/devices'));
      (await tenancy.operator.patch(pathOf(key), { ipAllowlist: [] })).expect(200);
    }
    const database = await openDatabaseOf(tenancy.server.dataDir);
    const { rows } = await database.query<{ before: object; after: object }>(
      'SELECT before, after FROM audit_entries WHERE target_id = $1 ORDER BY id LIMIT 2',
      [key.id],
    );
    await database.end();
    expect(rows[1]).toMatchObject({ before: { ipAllowlist: [] }, after: { ipAllowlist: ['192.0.2.0/24'] } });
  });

  test('it counts on management routes as well', async () => {
    const key = await issue({ scopes: ['admin'], ipAllowlist: ['192.0.2.0/24'] });
    const client = tenancy.server.http.bearer(key.secret);
    expectDenied(await client.get(keysOf(tenancy.workspace)));
    expectDenied(await client.post(keysOf(tenancy.workspace), { label: 'x' }));
    expectDenied(await client.patch(workspacePath(tenancy), { name: 'Taken' }));
  });

  test('a request has to be in both lists, the key’s and the workspace’s; a session is bound by neither', async () => {
    const { operator, server } = tenancy;
    const change = async (ipAllowlist: string[]) =>
      (await operator.patch(workspacePath(tenancy), { ipAllowlist })).expect<object>(200);
    const keys = [await issue({}), await issue({ ipAllowlist: ['127.0.0.1'] }), await issue({ ipAllowlist: ['::1'] })];
    const statuses = () =>
      Promise.all(keys.map(async ({ secret }) => (await server.http.bearer(secret).get('/v1/devices')).status));
    expect(await statuses()).toEqual([200, 200, 403]);
    expect(await change(['192.0.2.0/24'])).toMatchObject({ ipAllowlist: ['192.0.2.0/24'] });
    expect(await statuses()).toEqual([403, 403, 403]);
    await change(['127.0.0.0/8']);
    expect(await statuses()).toEqual([200, 200, 403]);
    await change([]);
    expect(await statuses()).toEqual([200, 200, 403]);
  });

  test('a key cannot issue or let loose one that is allowed from further away', async () => {
    const { operator, server, workspace } = tenancy;
    const key = await issue({ scopes: ['admin'], ipAllowlist: ['127.0.0.0/9', '127.128.0.0/9'] });
    const manager: Http = server.http.bearer(key.secret);
    const free = await issueKey(manager, workspace, { ipAllowlist: ['127.0.0.0/8'] });
    for (const ipAllowlist of [undefined, [], ['126.0.0.0/7'], ['127.0.0.1', '::1']]) {
      const more = { ...(ipAllowlist && { ipAllowlist }) };
      const attempts = [manager.post(keysOf(workspace), { label: 'x', ...more })];
      if (ipAllowlist) {
        attempts.push(manager.patch(pathOf(free), more), manager.patch(pathOf(key), more));
        attempts.push(manager.patch(workspacePath(tenancy), more));
      }
      for (const refused of await Promise.all(attempts)) {
        expect(refused.status).toBe(403);
        expect(refused.json()).toMatchObject({ code: 'scope_not_held', errors: [{ field: 'ipAllowlist' }] });
      }
    }
    expect((await operator.get(workspacePath(tenancy))).expect(200)).toMatchObject({ ipAllowlist: [] });
  });
});

describe('an IP allowlist behind proxies that are trusted', () => {
  let tenancy: Tenancy;
  let client: Http;

  beforeAll(async () => {
    // This test is the nearest proxy; another one stands before it.
    const server = await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
    tenancy = await tenancyOn(server);
    const ipAllowlist = ['198.51.100.0/24', '2001:db8::/32'];
    client = server.http.bearer((await issueKey(tenancy.operator, tenancy.workspace, { ipAllowlist })).secret);
  });

  const from = (forwarded: string): Promise<Answer> =>
    client.get('/v1/devices', { headers: { 'x-forwarded-for': forwarded } });

  test.each([
    ['the client', '198.51.100.7'],
    ['the client before a trusted proxy', '198.51.100.7, 10.1.2.3'],
    ['IPv6', '2001:db8::7'],
    ['IPv4 in IPv6', '::ffff:198.51.100.7'],
    ['IPv4 in IPv6 in hexadecimal', '::ffff:c633:6407'],
    ['what the client made up, before the client', '203.0.113.9, 198.51.100.7'],
  ])('%s counts: %s', async (_, forwarded) => expect((await from(forwarded)).status).toBe(200));

  test.each([
    ['another client', '203.0.113.9'],
    ['an address that the client made up', '198.51.100.7, 203.0.113.9'],
    ['the same, before a trusted proxy', '198.51.100.7, 203.0.113.9, 10.1.2.3'],
    ['no address', 'unknown'],
    ['an address with a port', '198.51.100.7:1234'],
    ['an address in octal', '0306.063.0144.07'],
    ['the proxies themselves', '10.1.2.3'],
    ['nothing', ''],
  ])('%s does not: %s', async (_, forwarded) => expectDenied(await from(forwarded)));

  test('without the header the proxy itself is the client', async () => expectDenied(await client.get('/v1/devices')));
});
