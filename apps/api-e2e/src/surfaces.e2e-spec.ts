import { RESOURCE_SCOPES, WIRE_PROFILE_NAMES, type WireProfileName } from '@latchkey/vocabulary';
import type { Answer, Http } from './http.js';
import { ask, classOf, addressOf, bodyOf, type Operation, operationsOf, scopeOf } from './routes.js';
import type { Ids } from './route-classes.js';
import { Server, WITH_OPERATOR } from './server.js';
import { type ApiJson, defineApi, defineWorkspace, issueKey, signIn, type WorkspaceJson } from './tenancy.js';

interface Vendor {
  readonly workspace: WorkspaceJson;
  /** Its API, asked without a credential. */
  readonly http: Http;
  /** The header that its keys stand in, and how. */
  readonly by: (secret: string) => Http;
  readonly ids: Ids;
}

const WRONG_TYPES: readonly unknown[] = [null, 42, true, [], {}, { text: 'text' }];

describe('the paths of the vendors: each is there on the APIs of its profile, and nowhere else', () => {
  let server: Server;
  let operator: Http;
  let operations: Operation[];
  const vendors = new Map<WireProfileName, Vendor>();

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
    operator = await signIn(server);
    operations = (await operationsOf(server.http)).filter(({ surface }) => surface !== null);
    for (const profile of WIRE_PROFILE_NAMES)
      vendors.set(profile, await plant(await defineApi(operator, profile, profile)));
  });

  const keyHeader = (api: ApiJson, secret: string): Record<string, string> =>
    api.slug === 'messagesmart' || api.slug === 'whatomate'
      ? { 'x-api-key': secret }
      : { authorization: `Bearer ${secret}` };

  async function plant(api: ApiJson): Promise<Vendor> {
    const workspace = await defineWorkspace(operator, api, api.slug);
    const overrides = { keysMax: 10_000, rateLimit: { limit: 10_000, windowMs: 1_000 } };
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides })).expect(200);
    const http = server.http.with({ host: `${api.slug}.localhost:${server.port}` });
    const by = (secret: string) => http.with(keyHeader(api, secret));
    const key = await issueKey(operator, workspace, { scopes: ['admin'] });
    const devices = (await by(key.secret).get('/v1/devices')).json<{ data: { id: string }[] }>();
    return { workspace, http, by, ids: { keyId: key.id, deviceId: devices.data[0]?.id ?? '' } };
  }

  const vendorOf = (profile: WireProfileName | null): Vendor => {
    const vendor = profile === null ? undefined : vendors.get(profile);
    if (vendor === undefined) throw new Error('There is no such vendor.');
    return vendor;
  };

  const keyFor = async ({ workspace, by }: Vendor, more: object): Promise<Http> =>
    by((await issueKey(operator, workspace, more)).secret);

  /** Without what is another one in every answer. */
  const comparable = ({ status, text, headers }: Answer) => ({
    status,
    text: text.replaceAll(String(headers['x-request-id']), ''),
    type: headers['content-type'],
    allow: headers.allow,
    challenge: headers['www-authenticate'],
  });

  it('there are some', () => {
    expect(new Set(operations.map(({ surface }) => surface)).size).toBeGreaterThanOrEqual(3);
  });

  it('on every other API they answer as no address does, with a good key, and with every method', async () => {
    for (const [profile, vendor] of vendors) {
      const client = await keyFor(vendor, { scopes: ['admin'] });
      for (const operation of operations.filter(({ surface }) => surface !== profile)) {
        const address = addressOf(operation.path, vendorOf(operation.surface).ids);
        for (const method of [operation.method, 'PUT']) {
          const json = bodyOf(operation, vendor.ids) ?? {};
          const none = comparable(await client.send(method, '/v1/no-such-address', { json }));
          expect([operation.name, none.status]).toEqual([operation.name, 404]);
          expect([profile, operation.name, comparable(await client.send(method, address, { json }))]).toEqual([
            profile,
            operation.name,
            none,
          ]);
        }
      }
    }
  });

  it('no key: the refusal of the vendor, 401', async () => {
    for (const operation of operations) {
      const { http, ids } = vendorOf(operation.surface);
      const answer = await ask(http, operation, ids);
      const core = await http.get('/v1/devices');
      expect([operation.name, comparable(answer)]).toEqual([operation.name, comparable(core)]);
      expect(answer.status).toBe(401);
    }
  });

  it('a key that lacks the one scope, and one that holds it alone', async () => {
    for (const operation of operations) {
      const vendor = vendorOf(operation.surface);
      const scope = scopeOf(operation);
      if (scope === null) continue;
      const others = await keyFor(vendor, { scopes: RESOURCE_SCOPES.filter((each) => each !== scope) });
      const refused = await ask(others, operation, vendor.ids);
      expect([operation.name, refused.status, refused.text.includes(scope)]).toEqual([operation.name, 403, true]);
      const { id: keyId } = await issueKey(operator, vendor.workspace, { scopes: [scope], type: 'sandbox' });
      const holder = await keyFor(vendor, { scopes: [scope, 'read'] });
      const admitted = await ask(holder, operation, { ...vendor.ids, keyId });
      // Who holds nothing else may make no key that does, which is another refusal.
      expect([operation.name, /scope_missing|key_unknown|unauthorized/i.exec(admitted.text)?.[0]]).toEqual([
        operation.name,
        undefined,
      ]);
    }
  });

  it('a key that may do everything, and a read-only one', async () => {
    for (const operation of operations) {
      const vendor = vendorOf(operation.surface);
      const { id: keyId } = await issueKey(operator, vendor.workspace);
      const admin = await keyFor(vendor, { scopes: ['admin'] });
      const { status, text } = await ask(admin, operation, { ...vendor.ids, keyId });
      expect([operation.name, Math.floor(status / 100), text]).toEqual([operation.name, 2, text]);
      const reader = await keyFor(vendor, { scopes: ['admin'], type: 'read_only' });
      const isRead = operation.method === 'GET';
      expect([operation.name, (await ask(reader, operation, vendor.ids)).status]).toEqual([
        operation.name,
        isRead ? 200 : 403,
      ]);
    }
  });

  it('a sandbox key is kept from what live keys stand on', async () => {
    for (const operation of operations) {
      const access = classOf(operation);
      if (!('liveOnly' in access) || !access.liveOnly) continue;
      const vendor = vendorOf(operation.surface);
      const sandbox = await keyFor(vendor, { scopes: ['admin'], type: 'sandbox' });
      expect((await ask(sandbox, operation, vendor.ids)).status).toBe(403);
    }
  });

  it('ids of another workspace answer like ids of nothing', async () => {
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      const vendor = vendorOf(operation.surface);
      const neighbour = await defineWorkspace(operator, { id: vendor.workspace.apiId, slug: '' }, 'Neighbour');
      const client = vendor.by((await issueKey(operator, neighbour, { scopes: ['admin'] })).secret);
      const none = Object.fromEntries(
        Object.entries(vendor.ids).map(([name, id]) => [name, `${id.split('_')[0]}_${'0'.repeat(26)}`]),
      );
      const foreign = comparable(await ask(client, operation, vendor.ids));
      expect([operation.name, foreign]).toEqual([operation.name, comparable(await ask(client, operation, none))]);
      expect(foreign.status).toBe(404);
    }
  });

  it('bad bodies: each problem names its field, in the envelope of the vendor', async () => {
    for (const operation of operations.filter((each) => bodyOf(each, {}) !== undefined)) {
      const vendor = vendorOf(operation.surface);
      const client = await keyFor(vendor, { scopes: ['admin'] });
      const good = bodyOf(operation, vendor.ids) ?? {};
      const address = addressOf(operation.path, vendor.ids);
      const expectProblem = async (json: unknown, field: string): Promise<void> => {
        const answer = await client.send(operation.method, address, { json });
        expect([operation.name, json, answer.status]).toEqual([operation.name, json, 400]);
        expect(fieldsIn(answer).some((name) => name.startsWith(field))).toBe(true);
      };
      await expectProblem([], 'body');
      await expectProblem({ ...good, more: 1 }, 'more');
      for (const field of Object.keys(good)) {
        for (const value of WRONG_TYPES) {
          const isGood = Array.isArray(value) && Array.isArray((good as Record<string, unknown>)[field]);
          if (!isGood) await expectProblem({ ...good, [field]: value }, field);
        }
      }
      const broken = await client.send(operation.method, address, {
        text: '{',
        headers: { 'content-type': 'application/json' },
      });
      expect([broken.status, fieldsIn(broken)]).toEqual([400, ['body']]);
    }
  });

  /** The envelopes of the vendors have the problem under `error`, or under `data`; none of them is a problem of ours. */
  function fieldsIn(answer: Answer): string[] {
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    type Problem = { readonly errors: readonly { readonly field: string }[] };
    const { error, data } = answer.json<{ error?: Problem; data?: Problem }>();
    return (error ?? data)?.errors.map(({ field }) => field) ?? [];
  }
});
