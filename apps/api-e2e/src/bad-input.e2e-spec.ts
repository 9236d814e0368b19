import { BODY_BYTES_MAX } from '@latchkey/vocabulary';
import type { Answer, Ask, Http } from './http.js';
import { recordsOf } from './database.js';
import { OPERATOR, Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  keysOf,
  pathOf,
  signIn,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';

type Json = Record<string, unknown>;

interface Schema {
  readonly type?: string | string[];
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
}

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** The properties of the body, where it takes one. */
  readonly body: Record<string, Schema> | null;
  readonly query: readonly string[];
}

/** A body that each operation would accept, to be spoilt in one place. */
const GOOD_BODIES: Record<string, Json> = {
  signIn: { email: 'somebody@example.com', password: 'whatever it may be' },
  changePassword: { currentPassword: 'whatever it may be', newPassword: 'whatever it may be' },
  askPasswordReset: { email: 'somebody@example.com' },
  finishPasswordReset: { token: 'a token', newPassword: 'whatever it may be' },
  confirmTwoFactor: { code: '123456' },
  removeTwoFactor: { code: '123456' },
  updateUser: { name: 'Renamed' },
  confirmSignIn: { password: 'whatever it may be' },
  setUp: { token: 'a token', email: 'somebody@example.com', password: 'whatever it may be' },
  createApi: { name: 'Another', slug: 'another', wireProfile: 'standard', hostnames: ['another.localhost'] },
  updateApi: { name: 'Renamed' },
  dryRunKeyPolicies: {},
  createUser: { email: 'another@example.com', name: 'Another', password: 'whatever it may be', role: 'operator' },
  createInvitation: { email: 'invited@example.com', role: 'viewer' },
  previewInvitation: { token: 'a token' },
  acceptInvitation: { token: 'a token' },
  addMember: { email: 'another@example.com', role: 'viewer' },
  changeRole: { role: 'viewer' },
  createPlan: { name: 'Another', slug: 'another' },
  updatePlan: { name: 'Renamed' },
  previewPlan: {},
  changePlan: {},
  createWorkspace: { name: 'Another' },
  updateWorkspace: { name: 'Renamed' },
  createApp: { name: 'Another' },
  updateApp: { name: 'Renamed' },
  createKey: { label: 'Another' },
  updateKey: { label: 'Renamed' },
  revokeKey: { reason: 'unused' },
  rotateKey: {},
  reportLeak: { key: 'lk_live_0123456789abcdefghijABCDEFGHIJ012345' },
  lookUpKeys: { sha256: '0'.repeat(64) },
  revokeAtDesk: { reason: 'unused' },
  revokeKeysAtDesk: { keyIds: ['key_00000000000000000000000000'], reason: 'unused', ticket: 'A case' },
  silenceAlert: {},
  updateAlertRules: {},
  createWebhook: {},
  updateWebhook: { description: 'Renamed' },
  rotateWebhookSecret: {},
  verifyKey: { key: 'lk_live_0123456789abcdefghijABCDEFGHIJ012345' },
  createDevice: { name: 'Another' },
  pairDevice: { code: '0123456789abcdef' },
  reconnectDevice: {},
  sendMessage: { to: '+31612345678', body: 'Hello' },
  createWorkspaceDevice: { name: 'Another' },
  pairWorkspaceDevice: { code: '0123456789abcdef' },
  reconnectWorkspaceDevice: {},
  sendWorkspaceMessage: { to: '+31612345678', body: 'Hello' },
  createContact: { phoneNumber: '+31612345678', name: 'Somebody' },
  updateContact: { name: 'Renamed' },
  createTemplate: { name: 'another', language: 'en', body: 'Hello {{1}}' },
  updateTemplate: { body: 'Bye {{1}}' },
};

/** The operations that a key opens; an operator's session opens the others. */
const OF_KEYS = [
  'listDevices',
  'createDevice',
  'getDevice',
  'renewPairingCode',
  'pairDevice',
  'disconnectDevice',
  'reconnectDevice',
  'removeDevice',
  'listMessages',
  'sendMessage',
  'getMessage',
  'listContacts',
  'createContact',
  'getContact',
  'updateContact',
  'deleteContact',
  'listTemplates',
  'createTemplate',
  'getTemplate',
  'updateTemplate',
  'deleteTemplate',
  'getAnalytics',
];

const WRONG_TYPES: readonly unknown[] = [null, 42, true, [], {}, ['text'], { text: 'text' }, ''];

describe('bad input is answered with a problem that names the field, and changes nothing', () => {
  let tenancy: Tenancy;
  let key: IssuedKeyJson;
  let webhookId: string;
  let operations: Operation[];
  let foreign: { readonly workspace: WorkspaceJson; readonly key: IssuedKeyJson };
  let before: string[];
  /** What was not as it should be, of all that a test has asked: a table is read as a whole. */
  let grievances: string[];
  let clientCount = 0;

  beforeAll(async () => {
    // A believed proxy, so that each attempt to sign in can come from an address of its own.
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1' }));
    const { operator, server } = tenancy;
    key = await issueKey(operator, tenancy.workspace, { scopes: ['admin'] });
    const webhook = { url: 'https://hooks.example.com/' };
    const created = await operator.post(`/v1/workspaces/${tenancy.workspace.id}/webhooks`, webhook);
    webhookId = created.expect<{ id: string }>(201).id;
    const otherApi = await defineApi(operator, 'other', 'standard');
    const workspace = await defineWorkspace(operator, otherApi, 'Other');
    foreign = { workspace, key: await issueKey(operator, workspace) };
    operations = await operationsOf(server.http);
  });

  beforeEach(async () => {
    before = await recordsOf(tenancy.server.dataDir);
    grievances = [];
  });

  afterEach(async () => {
    expect(grievances).toEqual([]);
    const known = new Set(before);
    expect((await recordsOf(tenancy.server.dataDir)).filter((row) => !known.has(row))).toEqual([]);
  });

  /** Sign-in is counted by address; here only what it says of its input is of interest. */
  const elsewhere = (): Record<string, string> => ({
    'x-forwarded-for': `198.51.100.${++clientCount % 256}, 10.${(clientCount >> 8) % 256}.0.${clientCount % 256}`,
  });

  const clientFor = ({ name }: Operation): Http =>
    (OF_KEYS.includes(name) ? tenancy.server.http.bearer(key.secret) : tenancy.operator).with(elsewhere());

  const addressOf = ({ path }: Operation): string =>
    path
      .replace('{apiId}', tenancy.api.id)
      .replace('{planId}', tenancy.workspace.planId)
      .replace('{workspaceId}', tenancy.workspace.id)
      .replace('{userId}', 'usr_01')
      .replace('{sessionId}', 'ses_01')
      .replace('{invitationId}', 'inv_01')
      .replace('{appId}', 'app_01')
      .replace('{webhookId}', webhookId)
      .replace('{deliveryId}', 'dlv_01')
      .replace('{keyId}', key.id)
      .replace('{deviceId}', 'dev_01')
      .replace('{messageId}', 'msg_01')
      .replace('{contactId}', 'con_01')
      .replace('{templateId}', 'tpl_01')
      .replace('{month}', '2026-11');

  /** Attempts to sign in without a mail address share one count. A restart forgets it, and nothing else. */
  async function ask(operation: Operation, how: Ask): Promise<Answer> {
    const answer = await clientFor(operation).send(operation.method, addressOf(operation), how);
    if (answer.status !== 429) return answer;
    await tenancy.server.stop();
    const server = await tenancy.server.restart();
    tenancy = { ...tenancy, server, operator: await signIn(server) };
    before = await recordsOf(server.dataDir);
    return ask(operation, how);
  }

  const goodBody = ({ name }: Operation): Json => ({
    ...GOOD_BODIES[name],
    ...(name === 'createWorkspace' && { apiId: tenancy.api.id }),
    ...(/^(preview|change)Plan$/.test(name) && { planId: tenancy.workspace.planId }),
    ...((name === 'signIn' || name === 'setUp' || name === 'askPasswordReset') && {
      email: `somebody${++clientCount}@example.com`,
    }),
  });

  /** A 4xx problem about this field, worded without repeating what may be a secret. Answers its `detail`. */
  function expectProblem(
    answer: Answer,
    field: string | RegExp | null,
    status: number | readonly number[] = 400,
    what = '',
  ): unknown {
    const complain = (why: string): void => void grievances.push(`${what} ${why}: ${answer.status} ${answer.text}`);
    if (![status].flat().includes(answer.status)) complain(`should be ${status.toString()}`);
    if (!/^application\/problem\+json/.test(answer.headers['content-type'] ?? '')) return complain('is no problem');
    const problem = answer.json<Json & { errors?: { field: string; message: string }[] }>();
    if (problem['status'] !== answer.status) complain('says another status');
    if (problem['requestId'] !== answer.headers['x-request-id']) complain('says another request id');
    if (tenancy.server.secrets.foundIn(answer.text).length > 0) complain('repeats a secret');
    const fields = (problem.errors ?? []).map((error) => error.field);
    const isNamed = fields.some((name) => (typeof field === 'string' ? name === field : field?.test(name)));
    if (field !== null && !isNamed) complain(`should name ${field.toString()}`);
    return problem['detail'];
  }

  const withBodies = (): Operation[] => operations.filter(({ body }) => body !== null);

  it('every operation with a body is tried', () => {
    expect(
      withBodies()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(GOOD_BODIES).sort());
  });

  it('bodies that are no JSON object', async () => {
    for (const operation of withBodies()) {
      for (const json of [null, [], 'text', 42, true]) {
        expectProblem(await ask(operation, { json }), /./, 400, `${operation.name} ${JSON.stringify(json)}`);
      }
    }
  });

  it('bodies that are no JSON at all', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const operation of withBodies()) {
      for (const text of [
        '',
        '{',
        '{"a":1}}',
        "{'a':1}",
        '\u0000',
        '{"a":undefined}',
        '\uFEFF\uFEFF{}',
        `"${key.secret}`,
      ]) {
        expectProblem(await ask(operation, { text, headers }), text === '' ? /./ : 'body');
      }
    }
  });

  it('bodies of another media type, or of none', async () => {
    for (const operation of withBodies()) {
      const text = JSON.stringify(goodBody(operation));
      const types = [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
        'text/html',
        'nonsense',
      ];
      for (const type of types) {
        expectProblem(await ask(operation, { text, headers: { 'content-type': type } }), 'body', 415);
      }
      expectProblem(await ask(operation, { text }), /./, [400, 415]);
    }
  });

  it('bodies over the limit', async () => {
    for (const operation of withBodies()) {
      const json = { ...goodBody(operation), more: 'x'.repeat(BODY_BYTES_MAX) };
      expectProblem(await ask(operation, { json }), 'body', 413);
    }
  });

  it('fields that nobody knows, a secret among their names', async () => {
    for (const operation of withBodies()) {
      for (const name of ['more', 'Label', 'id', 'constructor', 'toString', 'hasOwnProperty', '']) {
        expectProblem(await ask(operation, { json: { ...goodBody(operation), [name]: 'x' } }), name || 'body');
      }
      expectProblem(await ask(operation, { json: { ...goodBody(operation), [key.secret]: 'x' } }), /redacted/);
    }
  });

  it('__proto__ and constructor.prototype, at the top and inside', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const operation of withBodies()) {
      const good = JSON.stringify(goodBody(operation)).slice(1, -1);
      for (const bad of [
        `{"__proto__":{"role":"operator"},${good}}`,
        `{"constructor":{"prototype":{"role":"operator"}},${good}}`,
        `{"metadata":{"__proto__":"x"},${good}}`,
        `{"metadata":{"constructor":{"prototype":"x"}},${good}}`,
        `{"defaults":{"__proto__":{"scopes":["admin"]}},${good}}`,
      ]) {
        expectProblem(await ask(operation, { text: bad, headers }), /./);
      }
    }
  });

  it('values of a wrong type, field by field', async () => {
    for (const operation of withBodies()) {
      for (const [field, schema] of Object.entries(operation.body ?? {})) {
        for (const value of WRONG_TYPES) {
          if (isOfType(value, schema)) continue;
          const json = { ...goodBody(operation), [field]: value };
          expectProblem(
            await ask(operation, { json }),
            new RegExp(`^${field}`),
            400,
            `${operation.name} ${field} ${JSON.stringify(value)}`,
          );
        }
      }
    }
  });

  it('required fields that are missing', async () => {
    for (const operation of withBodies()) {
      const required = Object.keys(goodBody(operation)).filter((field) => field !== 'hostnames');
      if (operation.name.startsWith('update')) continue;
      for (const field of required) {
        const json = { ...goodBody(operation), [field]: undefined };
        expectProblem(await ask(operation, { json }), field);
      }
    }
  });

  describe('lines of text', () => {
    const BAD_LINES: readonly (readonly [string, string])[] = [
      ['empty', ''],
      ['blank', '   '],
      ['blank in other alphabets', '\u3000\u2003\u00A0'],
      ['too long by one', 'x'.repeat(101)],
      ['too long in pairs', '\u{1F511}'.repeat(51)],
      ['with a NUL', 'a\u0000b'],
      ['with a line end', 'a\nb'],
      ['with a bell', 'a\u0007b'],
      ['with an escape sequence', 'a\u001B[31mb'],
      ['with a C1 control', 'a\u0085b'],
      ['with half a character', 'a\uD83Db'],
      ['with the other half', '\uDD11'],
    ];

    it.each(BAD_LINES)('%s', async (_name, text) => {
      const { operator, workspace, api } = tenancy;
      expectProblem(await operator.post(keysOf(workspace), { label: text }), 'label');
      expectProblem(await operator.patch(pathOf(key), { label: text }), 'label');
      expectProblem(await operator.post('/v1/apis', { ...GOOD_BODIES['createApi'], name: text }), 'name');
      expectProblem(await operator.patch(`/v1/apis/${api.id}`, { name: text }), 'name');
      expectProblem(await operator.post('/v1/workspaces', { apiId: api.id, name: text }), 'name');
      expectProblem(await operator.patch(`/v1/workspaces/${workspace.id}`, { name: text }), 'name');
      const plans = `/v1/apis/${api.id}/plans`;
      expectProblem(await operator.post(plans, { ...GOOD_BODIES['createPlan'], name: text }), 'name');
      expectProblem(await operator.patch(`${plans}/${workspace.planId}`, { name: text }), 'name');
      const device = await tenancy.server.http.bearer(key.secret).post('/v1/devices', { name: text });
      expectProblem(device, 'name');
    });

    it('of several lines: notes and messages', async () => {
      const caller = tenancy.server.http.bearer(key.secret);
      for (const text of ['', ' \n ', 'a\u0000b', 'a\u0007b', '\uD83D', 'x'.repeat(4097)]) {
        expectProblem(await caller.post('/v1/messages', { to: '+31612345678', body: text }), 'body');
        const revocation = { reason: 'unused', note: text };
        expectProblem(await tenancy.operator.post(`${pathOf(key)}/revoke`, revocation), 'note');
      }
    });
  });

  it('an overlap that is none, and a revocation at no time that lies ahead', async () => {
    const { operator } = tenancy;
    for (const overlapMs of [-1, 0.5, 30 * 24 * 60 * 60 * 1000 + 1, '0', null])
      expectProblem(await operator.post(`${pathOf(key)}/rotate`, { overlapMs }), 'overlapMs');
    for (const overlapStarts of ['later', 'NOW', null])
      expectProblem(await operator.post(`${pathOf(key)}/rotate`, { overlapStarts }), 'overlapStarts');
    for (const at of ['2020-01-01T00:00:00Z', new Date().toISOString(), '2099-01-01', 'tomorrow', 4_070_908_800_000])
      expectProblem(await operator.post(`${pathOf(key)}/revoke`, { reason: 'unused', at }), 'at');
  });

  it.each([
    ['in the past', '2020-01-01T00:00:00Z'],
    ['now', new Date().toISOString()],
    ['in year 0', '0000-01-01T00:00:00Z'],
    ['in year 10000', '10000-01-01T00:00:00Z'],
    ['in year 10000, seen from UTC', '9999-12-31T23:59:59-01:00'],
    ['in an expanded year', '+010000-01-01T00:00:00Z'],
    ['without an offset', '2099-01-01T00:00:00'],
    ['without a time', '2099-01-01'],
    ['on February 30', '2099-02-30T00:00:00Z'],
    ['on February 29 of no leap year', '2099-02-29T00:00:00Z'],
    ['in month 13', '2099-13-01T00:00:00Z'],
    ['on day 0', '2099-01-00T00:00:00Z'],
    ['at hour 24', '2099-01-01T24:00:00Z'],
    ['at second 60', '2099-01-01T00:00:60Z'],
    ['with an offset of a day', '2099-01-01T00:00:00+24:00'],
    ['with a blank instead of T', '2099-01-01 00:00:00Z'],
    ['with a NUL behind it', '2099-01-01T00:00:00Z\u0000'],
    ['in words', 'tomorrow'],
    ['as a number', 4_070_908_800_000],
  ])('an expiry %s', async (_name, expiresAt) => {
    expectProblem(await tenancy.operator.post(keysOf(tenancy.workspace), { label: 'x', expiresAt }), 'expiresAt');
  });

  it.each<[string, string, unknown]>([
    ['an unknown scope', 'scopes', ['root']],
    ['no scope at all', 'scopes', []],
    ['a scope twice', 'scopes', ['read', 'read']],
    ['a scope that is no text', 'scopes', [null]],
    ['scopes in a text', 'scopes', 'read'],
    ['scopes as an object with a length', 'scopes', { length: 1, 0: 'read' }],
    ['an unknown type', 'type', 'root'],
    ['an unknown environment', 'environment', 'prod'],
    ['metadata that is nested', 'metadata', { a: { b: 'c' } }],
    ['metadata with a number', 'metadata', { a: 1 }],
    ['metadata with a NUL', 'metadata', { a: '\u0000' }],
    ['metadata with a bad name', 'metadata', { 'a b': 'c' }],
    ['metadata with half a character', 'metadata', { a: '\uD83D' }],
    ['too much metadata', 'metadata', Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, 'v']))],
    ['metadata as a list', 'metadata', ['a']],
  ])('a key with %s', async (_name, field, value) => {
    expectProblem(await tenancy.operator.post(keysOf(tenancy.workspace), { label: 'x', [field]: value }), field);
  });

  it('a live sandbox key, and a revocation for an unknown reason', async () => {
    const { operator, workspace } = tenancy;
    const sandbox = { label: 'x', type: 'sandbox', environment: 'live' };
    expectProblem(await operator.post(keysOf(workspace), sandbox), 'environment');
    expectProblem(await operator.post(`${pathOf(key)}/revoke`, { reason: 'because' }), 'reason');
  });

  it.each<[string, Json, string]>([
    ['a slug with capitals', { slug: 'Acme' }, 'slug'],
    ['a slug that ends in a hyphen', { slug: 'acme-' }, 'slug'],
    ['a slug with a line end', { slug: 'acme\n' }, 'slug'],
    ['a host name with a port', { hostnames: ['a.example:80'] }, 'hostnames'],
    ['a host name with a scheme', { hostnames: ['http://a.example'] }, 'hostnames'],
    ['a host name with capitals', { hostnames: ['A.example'] }, 'hostnames'],
    ['a host name that is a number', { hostnames: [1] }, 'hostnames'],
    ['a host name twice', { hostnames: ['a.example', 'a.example'] }, 'hostnames'],
    ['too many host names', { hostnames: Array.from({ length: 21 }, (_, i) => `h${i}.example`) }, 'hostnames'],
    ['no host name, as a second API', { hostnames: [] }, 'hostnames'],
    ['an unknown profile', { wireProfile: 'grpc' }, 'wireProfile'],
    ['a lifetime of no days', { defaults: { keyLifetimeDays: 0 } }, 'defaults.keyLifetimeDays'],
    ['a lifetime of half a day', { defaults: { keyLifetimeDays: 0.5 } }, 'defaults.keyLifetimeDays'],
    ['a lifetime of ages', { defaults: { keyLifetimeDays: 1e21 } }, 'defaults.keyLifetimeDays'],
    ['a lifetime in a text', { defaults: { keyLifetimeDays: '30' } }, 'defaults.keyLifetimeDays'],
    ['an unknown default', { defaults: { more: 1 } }, 'defaults.more'],
    ['an unknown default scope', { defaults: { scopes: ['root'] } }, 'defaults.scopes'],
    ['defaults as a list', { defaults: [] }, 'defaults'],
    ['defaults as a list of defaults', { defaults: [{ keyLifetimeDays: 5 }] }, 'defaults'],
  ])('an API with %s', async (_name, spoilt, field) => {
    const json = { ...GOOD_BODIES['createApi'], ...spoilt };
    expectProblem(await tenancy.operator.post('/v1/apis', json), new RegExp(`^${field.replace('.', '\\.')}`));
  });

  it.each<[string, Json, string]>([
    ['no days', { unused: { afterDays: 0, act: 'revoke' } }, 'unused.afterDays'],
    ['half a day', { age: { afterDays: 0.5, act: 'revoke' } }, 'age.afterDays'],
    ['days before now', { unused: { afterDays: -1, act: 'revoke' } }, 'unused.afterDays'],
    ['days beyond ten years', { age: { afterDays: 3651, act: 'revoke' } }, 'age.afterDays'],
    ['days in a text', { age: { afterDays: '30', act: 'revoke' } }, 'age.afterDays'],
    ['no days at all', { unused: { act: 'revoke' } }, 'unused.afterDays'],
    ['nothing to do', { unused: { afterDays: 30 } }, 'unused.act'],
    ['an unknown act', { ownerLeft: { act: 'delete' } }, 'ownerLeft.act'],
    ['an act that is off', { ownerLeft: { act: null } }, 'ownerLeft.act'],
    ['days for what counts none', { ownerLeft: { afterDays: 30, act: 'revoke' } }, 'ownerLeft.afterDays'],
    ['an unknown policy', { idle: { afterDays: 30, act: 'revoke' } }, 'idle'],
    ['the name that answers give it', { owner_left: { act: 'revoke' } }, 'owner_left'],
    ['a policy as a text', { unused: 'revoke' }, 'unused'],
    ['a policy as a list', { unused: [{ afterDays: 30, act: 'revoke' }] }, 'unused'],
    ['a policy that is merely on', { ownerLeft: true }, 'ownerLeft'],
  ])('a key policy with %s', async (_name, keyPolicies, field) => {
    const { operator, api } = tenancy;
    const named = new RegExp(`^keyPolicies\\.${field.replace('.', '\\.')}`);
    const more = { keyPolicies };
    expectProblem(await operator.post('/v1/apis', { ...GOOD_BODIES['createApi'], ...more }), named);
    expectProblem(await operator.patch(`/v1/apis/${api.id}`, more), named);
    expectProblem(await operator.post(`/v1/apis/${api.id}/key-policies/dry-run`, more), named);
  });

  it('a page of a dry run that is none', async () => {
    const { operator, api } = tenancy;
    const dryRun = `/v1/apis/${api.id}/key-policies/dry-run`;
    for (const limit of [0, -1, 101, 1.5, '5', null]) expectProblem(await operator.post(dryRun, { limit }), 'limit');
    for (const cursor of ['', 'x', key.secret, 'x'.repeat(201), null, 5])
      expectProblem(await operator.post(dryRun, { cursor }), 'cursor');
  });

  it.each<[string, Json, string]>([
    ['an address that is none', { email: 'nobody' }, 'email'],
    ['an address that is too long', { email: `${'x'.repeat(250)}@example.com` }, 'email'],
    ['a short password', { password: 'x'.repeat(11) }, 'password'],
    ['a password that is too long', { password: 'x'.repeat(201) }, 'password'],
    ['an unknown role', { role: 'root' }, 'role'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
    ['a hash instead of a password', { passwordHash: 'x' }, 'passwordHash'],
  ])('an account with %s', async (_name, spoilt, field) => {
    expectProblem(await tenancy.operator.post('/v1/users', { ...GOOD_BODIES['createUser'], ...spoilt }), field);
  });

  it('an address that another account has is a conflict that names it, in any case', async () => {
    for (const email of [OPERATOR.email, OPERATOR.email.toUpperCase()])
      expectProblem(await tenancy.operator.post('/v1/users', { ...GOOD_BODIES['createUser'], email }), 'email', 409);
  });

  const LIMITS: readonly (readonly [string, Json, string])[] = [
    ...['dailyLimit', 'messagesPerMonth', 'devicesMax', 'keysMax'].flatMap((field) =>
      [-1, 0.5, 1e12, '10', true, [], {}].map(
        (value) => [`${field} ${JSON.stringify(value)}`, { [field]: value }, field] as const,
      ),
    ),
    ['a daily limit of nothing', { dailyLimit: 0 }, 'dailyLimit'],
    ['a rate limit of nothing', { rateLimit: { limit: 0, windowMs: 1_000 } }, 'rateLimit.limit'],
    ['half a rate limit', { rateLimit: { limit: 5 } }, 'rateLimit.windowMs'],
    ['a rate limit in a list', { rateLimit: [{ limit: 5, windowMs: 1_000 }] }, 'rateLimit'],
    ['an unknown limit', { seats: 5 }, 'seats'],
  ];

  it.each<readonly [string, Json, string]>([
    ...LIMITS,
    ['an unknown entitlement', { entitlements: ['root'] }, 'entitlements'],
    ['an entitlement twice', { entitlements: ['api_access', 'api_access'] }, 'entitlements'],
    ['entitlements in a text', { entitlements: 'api_access' }, 'entitlements'],
    ['another start of the month', { monthStarts: 'monday' }, 'monthStarts'],
    ['self-service in a text', { selfService: 'true' }, 'selfService'],
    ['acceptance in a text', { acceptExcess: 'true' }, 'acceptExcess'],
    ['another API', { apiId: 'api_01' }, 'apiId'],
  ])('a plan with %s', async (_name, spoilt, field) => {
    const { api, operator, workspace } = tenancy;
    const plans = `/v1/apis/${api.id}/plans`;
    expectProblem(await operator.post(plans, { ...GOOD_BODIES['createPlan'], ...spoilt }), field);
    expectProblem(await operator.patch(`${plans}/${workspace.planId}`, spoilt), field);
  });

  it('the slug of a plan: one that is none, one that is taken, and another for what has one', async () => {
    const { api, operator, workspace } = tenancy;
    const plans = `/v1/apis/${api.id}/plans`;
    for (const slug of ['Gold', 'gold-', '-', '', 'gold plan', 'x'.repeat(41)])
      expectProblem(await operator.post(plans, { name: 'Gold', slug }), 'slug');
    expectProblem(await operator.post(plans, { name: 'Gold', slug: 'standard' }), 'slug', 409);
    expectProblem(await operator.patch(`${plans}/${workspace.planId}`, { slug: 'gold' }), 'slug');
  });

  it.each(LIMITS)('an agreement with a workspace with %s', async (_name, overrides, field) => {
    const answer = await tenancy.operator.patch(`/v1/workspaces/${tenancy.workspace.id}`, { overrides });
    expectProblem(answer, `overrides.${field}`);
  });

  it('a slug or a host name that another API has is a conflict that names it', async () => {
    const { operator, api } = tenancy;
    const body = GOOD_BODIES['createApi'];
    expectProblem(await operator.post('/v1/apis', { ...body, slug: 'acme' }), 'slug', 409);
    expectProblem(await operator.post('/v1/apis', { ...body, hostnames: ['other.localhost'] }), 'hostnames', 409);
    expectProblem(await operator.patch(`/v1/apis/${api.id}`, { hostnames: ['other.localhost'] }), 'hostnames', 409);
  });

  it.each([
    '31612345678',
    '+0612345678',
    '+316',
    '+3161234567890123',
    '+31612345678\n',
    '+31 6 12345678',
    '+٣١٦١٢٣٤٥٦٧٨',
  ])('a message to %j', async (to) => {
    const caller = tenancy.server.http.bearer(key.secret);
    expectProblem(await caller.post('/v1/messages', { to, body: 'x' }), 'to');
  });

  it('a message from a device of another workspace, or from none', async () => {
    const caller = tenancy.server.http.bearer(key.secret);
    const other = tenancy.server.http.bearer(foreign.key.secret).with({ host: 'other.localhost' });
    const { data } = (await other.get('/v1/devices')).expect<{ data: { id: string }[] }>(200);
    for (const deviceId of [data[0]?.id, 'dev_00000000000000000000000000']) {
      expectProblem(await caller.post('/v1/messages', { to: '+31612345678', body: 'x', deviceId }), 'deviceId');
    }
  });

  describe('lists', () => {
    const lists = (): Operation[] => operations.filter(({ query }) => query.includes('limit'));
    const asked = (operation: Operation, query: string): Promise<Answer> =>
      clientFor(operation).get(`${addressOf(operation)}?${query}`);

    it('limits that are none', async () => {
      for (const operation of lists()) {
        for (const limit of [
          '0',
          '-1',
          '101',
          '1.5',
          'abc',
          '',
          'NaN',
          'Infinity',
          '1e9',
          '%20',
          '%D9%A1%D9%A0',
          '1&limit=2',
        ]) {
          expectProblem(await asked(operation, `limit=${limit}`), 'limit');
        }
      }
    });

    it('cursors that no list answered with', async () => {
      const cursor = (text: string): string => Buffer.from(text).toString('base64url');
      for (const operation of lists()) {
        for (const bad of [
          '',
          'x',
          '!!!',
          cursor('key_1'),
          cursor("key_' OR 1=1 --"),
          cursor('\u0000'),
          cursor(key.secret),
          key.secret,
          'x'.repeat(201),
          'YQ&cursor=YQ',
        ]) {
          expectProblem(await asked(operation, `cursor=${bad}`), 'cursor');
        }
      }
    });

    it('a cursor of another list, or of another workspace, never shows what is not asked for', async () => {
      for (const operation of lists()) {
        const answer = await asked(operation, `cursor=${Buffer.from(foreign.key.id).toString('base64url')}`);
        expect([200, 400]).toContain(answer.status);
        // An operator reads the log of all workspaces in one.
        if (operation.name !== 'listAllAuditEntries') expect(answer.text).not.toContain(foreign.key.id);
      }
    });

    it('queries that nobody knows, and a body where none belongs', async () => {
      for (const operation of lists()) {
        expectProblem(await asked(operation, 'more=1'), 'more');
        expectProblem(await asked(operation, '__proto__=1'), /./);
        expectProblem(await asked(operation, 'limit[a]=1'), /limit/);
        expectProblem(await asked(operation, 'cursor[]=1'), /cursor/);
        expectProblem(await asked(operation, `${key.secret}=1`), /redacted/);
      }
    });

    it('filters of keys', async () => {
      const keys = keysOf(tenancy.workspace);
      for (const [query, field] of [
        ['state=lost', 'state'],
        ['state=active&state=revoked', 'state'],
        ['environment=prod', 'environment'],
        ['q=', 'q'],
        ['q=%0A', 'q'],
        ['q=a&q=b', 'q'],
        [`q=${'x'.repeat(101)}`, 'q'],
      ] as const) {
        expectProblem(await tenancy.operator.get(`${keys}?${query}`), field);
      }
      expectProblem(await tenancy.operator.get('/v1/workspaces?apiId=%27'), 'apiId');
    });

    it('a secret as the search text is answered, and is neither echoed nor found', async () => {
      const answer = await tenancy.operator.get(`${keysOf(tenancy.workspace)}?q=${key.secret}`);
      expect(answer.expect(200)).toEqual({ data: [], nextCursor: null });
    });

    it('wildcards of SQL are letters like any other', async () => {
      for (const q of ['%25', '_', '%5C', '%27']) {
        expect((await tenancy.operator.get(`${keysOf(tenancy.workspace)}?q=${q}`)).expect(200)).toMatchObject({
          data: [],
        });
      }
    });
  });

  describe('addresses', () => {
    it('ids of nothing, of another workspace and of another API answer alike', async () => {
      const { operator, workspace } = tenancy;
      const own = keysOf(workspace);
      for (const id of [
        'key_00000000000000000000000000',
        foreign.key.id,
        'x',
        '%27',
        'key_%F0%9F%94%91',
        tenancy.api.id,
      ]) {
        const answers = [
          await operator.get(`${own}/${id}`),
          await operator.patch(`${own}/${id}`, { label: 'x' }),
          await operator.post(`${own}/${id}/revoke`, { reason: 'unused' }),
          await operator.post(`${own}/${id}/disable`),
          await operator.post(`${own}/${id}/enable`),
        ];
        for (const answer of answers) expect(expectProblem(answer, null, 404)).toBe('There is no such key.');
      }
      for (const id of ['ws_00000000000000000000000000', 'x', foreign.key.id]) {
        expectProblem(await operator.get(`/v1/workspaces/${id}`), null, 404);
        expectProblem(await operator.patch(`/v1/workspaces/${id}`, { name: 'x' }), null, 404);
        expectProblem(await operator.get(`/v1/workspaces/${id}/keys`), null, 404);
        expectProblem(await operator.post(`/v1/workspaces/${id}/keys`, { label: 'x' }), null, 404);
        expectProblem(await operator.get(`/v1/workspaces/${id}/plan`), null, 404);
        expectProblem(await operator.get(`/v1/apis/${id}`), null, 404);
        expectProblem(await operator.post(`/v1/apis/${id}/plans`, GOOD_BODIES['createPlan']), null, 404);
        expectProblem(await operator.patch(`/v1/apis/${id}/plans/${workspace.planId}`, { name: 'x' }), null, 404);
        expectProblem(await operator.patch(`/v1/apis/${tenancy.api.id}/plans/${id}`, { name: 'x' }), null, 404);
        expectProblem(await operator.get(`/v1/apis/${id}/plans`), null, 404);
        expectProblem(await operator.patch(`/v1/apis/${id}`, { name: 'x' }), null, 404);
        expectProblem(await operator.post(`/v1/apis/${id}/key-policies/dry-run`, {}), null, 404);
        expectProblem(await operator.post(`/v1/apis/${id}/key-policies/run`), null, 404);
        expectProblem(await operator.post(`/v1/users/${id}/leave`), null, 404);
      }
      const missing = { apiId: 'api_00000000000000000000000000', name: 'x' };
      expectProblem(await operator.post('/v1/workspaces', missing), 'apiId');
      const plans = await operator.get(`/v1/apis/${foreign.workspace.apiId}/plans`);
      const planId = plans.json<{ data: { id: string }[] }>().data[0]?.id;
      expectProblem(await operator.patch(`/v1/apis/${tenancy.api.id}/plans/${planId}`, { name: 'x' }), null, 404);
      expectProblem(await operator.patch(`/v1/workspaces/${workspace.id}`, { planId }), 'planId');
      expectProblem(await operator.post('/v1/workspaces', { apiId: tenancy.api.id, name: 'x', planId }), 'planId');
    });

    it('NUL bytes and broken escapes, in the path and in the query', async () => {
      for (const operation of operations.filter(({ name }) => name !== 'signIn' && name !== 'setUp')) {
        const client = clientFor(operation);
        const json = operation.body && { json: goodBody(operation) };
        const address = addressOf(operation);
        expectProblem(await client.send(operation.method, `${address}?q=%00`, json ?? {}), 'url');
        expectProblem(await client.send(operation.method, `${address}%00`, json ?? {}), 'url');
        expectProblem(await client.send(operation.method, `${address}/%zz`, json ?? {}), 'url');
      }
      for (const path of ['/%', '/%zz', '/%C0%80', '/v1/workspaces/%C0%AF', '/v1/workspaces/%ff/keys', '/v1/apis/%']) {
        expectProblem(await tenancy.operator.get(path), 'url');
      }
      for (const path of [`/v1/%zz/${key.secret}`, `/v1/apis/${key.secret}${'x'.repeat(5000)}`]) {
        expectProblem(await tenancy.operator.get(path), 'url');
      }
    });

    it('addresses that are none, and a secret as one', async () => {
      for (const path of [
        '/v1',
        '/v1/nothing',
        `/${key.secret}`,
        `/v1/workspaces/${key.secret}/keys`,
        `/v1/nothing?key=${key.secret}`,
        '/v1/workspaces/..%2f..%2fetc%2fpasswd',
        '//v1/apis',
      ]) {
        expectProblem(await tenancy.operator.get(path), null, 404);
      }
    });

    it('methods that an address does not take, told which it takes', async () => {
      const taken = new Map<string, Set<string>>();
      for (const operation of operations) {
        const methods = taken.get(addressOf(operation)) ?? new Set();
        taken.set(addressOf(operation), methods.add(operation.method));
        if (operation.method === 'GET') methods.add('HEAD');
      }
      const { server } = tenancy;
      for (const [address, methods] of taken) {
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
          if (methods.has(method)) continue;
          const answer = await server.http.send(method, address, {
            text: '{',
            headers: { 'content-type': 'text/plain' },
          });
          expect([method, address, answer.status, answer.headers.allow]).toEqual([
            method,
            address,
            405,
            [...methods].sort().join(', '),
          ]);
          if (method !== 'HEAD') expectProblem(answer, null, 405);
        }
      }
    });

    it('methods that no address takes, and any at no address', async () => {
      for (const method of ['TRACE', 'PROPFIND']) {
        const { status } = await tenancy.operator.send(method, '/v1/workspaces');
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
        expectProblem(await tenancy.operator.send(method, '/v1/nothing'), null, 404);
    });
  });

  describe('headers', () => {
    const request = (lines: readonly string[], body = ''): Promise<Answer> =>
      tenancy.server.http.raw(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);

    it('one that decides something is given twice', async () => {
      for (const [name, one, two] of [
        ['Authorization', `Bearer ${key.secret}`, 'Bearer other'],
        ['authorization', `Bearer ${key.secret}`, `Bearer ${key.secret}`],
        ['X-API-Key', key.secret, key.secret],
        ['Host', 'acme.localhost', 'other.localhost'],
        ['Origin', 'http://a.example', 'http://b.example'],
        ['Content-Type', 'application/json', 'text/plain'],
        ['Idempotency-Key', 'a', 'b'],
      ] as const) {
        const host = name === 'Host' ? [] : ['Host: acme.localhost'];
        const answer = await request([
          'GET /v1/devices HTTP/1.1',
          ...host,
          `${name}: ${one}`,
          `${name.toUpperCase()}: ${two}`,
        ]);
        expectProblem(answer, name.toLowerCase());
      }
    });

    it('two lengths, a length and chunks, or no host: never taken for a request', async () => {
      const post = 'POST /v1/workspaces HTTP/1.1';
      const type = 'Content-Type: application/json';
      const answers = [
        await request([post, 'Host: a', type, 'Content-Length: 2', 'Content-Length: 3'], '{}'),
        await request([post, 'Host: a', type, 'Content-Length: 2', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
        await request([post, type, 'Content-Length: 2'], '{}'),
        await request(['GET /v1/devices HTTP/1.1', 'Host: a', 'Bad Header: x']),
        await request(['GET /v1/devices HTTP/1.1', 'Host: a', `X-Long: ${'x'.repeat(20_000)}`]),
      ];
      for (const { status } of answers) {
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
    });

    it('credentials in every wrong shape', async () => {
      const { server } = tenancy;
      for (const authorization of [
        '',
        ' ',
        'Bearer',
        'Bearer ',
        `Bearer ${key.secret} x`,
        `Bearer ${key.secret.slice(0, -1)}`,
        `Bearer ${key.secret}x`,
        `Bearer ${key.secret.toUpperCase()}`,
        `Basic ${Buffer.from(`:${key.secret}`).toString('base64')}`,
        key.secret,
        'Bearer a.b.c',
        'Bearer ..',
        `Bearer ${'x'.repeat(8000)}`,
        'Bearer \u00E9',
      ]) {
        for (const path of ['/v1/devices', '/v1/workspaces', keysOf(tenancy.workspace), '/v1/auth/me']) {
          expectProblem(await server.http.get(path, { headers: { authorization } }), null, 401);
        }
      }
      for (const cookie of [
        'latchkey_session=',
        'latchkey_session=x',
        'latchkey_session=%zz',
        'latchkey_session=a.b.c',
        ';;=',
      ]) {
        expectProblem(await server.http.get('/v1/auth/me', { headers: { cookie } }), null, 401);
      }
    });
  });
});

async function operationsOf(http: Http): Promise<Operation[]> {
  interface Described {
    operationId: string;
    parameters?: { in: string; name: string }[];
    'x-wire-profile'?: string;
    requestBody?: { content: { 'application/json': { schema: { $ref: string } } } };
  }
  const document = (await http.get('/openapi.json')).expect<{
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Record<string, { properties: Operation['body'] }> };
  }>(200);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, parameters = [], requestBody, ...more }]) => {
      // Those of one vendor are asked in `surfaces.e2e-spec.ts`.
      if ('x-wire-profile' in more) return [];
      const schema = requestBody?.content['application/json'].schema.$ref.split('/').at(-1);
      return {
        name: operationId,
        method: method.toUpperCase(),
        path,
        body: schema === undefined ? null : (document.components.schemas[schema]?.properties ?? null),
        query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      };
    }),
  );
}

/** Whether the schema lets this value's type pass; what its other rules say is not asked. */
function isOfType(value: unknown, schema: Schema): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((one) => isOfType(value, one));
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (schema.$ref !== undefined) return value !== null && typeof value === 'object' && !Array.isArray(value);
  const types = [schema.type ?? []].flat();
  if (value === null) return types.includes('null');
  if (Array.isArray(value)) return types.includes('array');
  if (typeof value === 'object') return types.includes('object');
  if (Number.isInteger(value) && types.includes('integer')) return true;
  return value !== '' && types.includes(typeof value);
}
