import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expandScopes, type Scope, SCOPE_BUNDLES } from '@latchkey/vocabulary';
import { Webhook } from 'standardwebhooks';
import { Authenticator } from './authenticator.js';
import { openDatabaseOf } from './database.js';
import { newPerson } from './people.js';
import { type Received, Receiver } from './receiver.js';
import { OPERATOR, Server, WITH_OPERATOR } from './server.js';
import { issueKey, type KeyJson, newWorkspace, tenancyOn, type Tenancy, type WorkspaceJson } from './tenancy.js';
import { until } from './until.js';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const shell = promisify(execFile);

const hasCurl = spawnSync('curl', ['--version']).status === 0 && spawnSync('bash', ['--version']).status === 0;
if (!hasCurl) process.stdout.write('The examples of the guides are not run: curl or bash is not installed.\n');
const headersOf = ({ headers }: Received) => headers as Record<string, string>;

const describeExamples = hasCurl ? describe : describe.skip;

/** The blocks of a document that a reader would paste into a shell and that call the server. */
function callsIn(document: string): readonly string[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8');
  const calls = [...text.matchAll(/```sh\n(.*?)```/gs)]
    .map(([, block = '']) => block)
    .filter((block) => block.includes('curl '));
  if (calls.length === 0) throw new Error(`${document} has no example to run.`);
  return calls;
}

describeExamples('the examples of the documents work as they are printed', () => {
  let tenancy: Tenancy;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8' }));
  });

  async function run(script: string, placeholders: Readonly<Record<string, string>>): Promise<string> {
    const { port } = tenancy.server;
    let text = script.replaceAll('//localhost:3000', `//127.0.0.1:${port}`);
    for (const [name, value] of Object.entries(placeholders)) text = text.replaceAll(name, value);
    return (await shell('bash', ['-euo', 'pipefail', '-c', text])).stdout;
  }

  test('the first calls of the README answer with a device and a queued message', async () => {
    const { secret } = await issueKey(tenancy.operator, tenancy.workspace);
    const [devices = '', message = ''] = callsIn('README.md');
    expect(JSON.parse(await run(devices, { YOUR_API_KEY: secret }))).toMatchObject({ data: [{ status: 'connected' }] });
    expect(JSON.parse(await run(message, { YOUR_API_KEY: secret }))).toMatchObject({
      status: 'queued',
      sandbox: true,
    });
  });

  test('the guide to keys over REST leads from signing in to a revoked key', async () => {
    const { id } = await issueKey(tenancy.operator, tenancy.workspace, { label: 'To be replaced' });
    const [signIn = '', ...calls] = callsIn('docs/guides/keys-over-rest.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_WORKSPACE: tenancy.workspace.id,
      YOUR_KEY_ID: id,
    };
    const answers: unknown[] = [];
    for (const call of calls) answers.push(JSON.parse(await run(`${signIn}\n${call}`, placeholders)));
    const [workspaces, issued, listed, revoked] = answers as [
      { data: KeyJson[] },
      KeyJson,
      { data: KeyJson[] },
      KeyJson,
    ];
    expect(workspaces.data.map((workspace) => workspace.id)).toEqual([tenancy.workspace.id]);
    expect(issued).toMatchObject({ label: 'Production Server', secret: expect.stringMatching(/^lk_live_/) });
    expect(listed.data.map((key) => key.id)).toEqual(expect.arrayContaining([id, issued.id]));
    expect(revoked).toMatchObject({ id, state: 'revoked', revocation: { reason: 'superseded' } });
  });

  test('the guide to keys says what each scope stands for', () => {
    const guide = readFileSync(path.join(ROOT, 'docs/guides/keys-over-rest.md'), 'utf8');
    for (const bundle of ['read', 'write', 'admin'] as const) {
      const [, row = ''] = new RegExp(`^\\| \`${bundle}\` +\\| (.*)$`, 'm').exec(guide) ?? [];
      const named = [...row.matchAll(/`([\w:]+)`/g)].map(([, scope]) => scope as Scope);
      expect([...expandScopes(named)].sort()).toEqual([...SCOPE_BUNDLES[bundle]].sort());
    }
  });

  test('the guide to retries sends each message once, however often it is asked to', async () => {
    const { secret } = await issueKey(tenancy.operator, tenancy.workspace);
    const calls = callsIn('docs/guides/retries.md');
    expect(calls).toHaveLength(2);
    const ids = new Set<unknown>();
    for (const call of calls) {
      const first = await run(call, { YOUR_API_KEY: secret });
      const again = await run(call, { YOUR_API_KEY: secret });
      expect([first, again].map((answer) => /^idempotency-replayed: true\r$/im.test(answer))).toEqual([false, true]);
      const [[, one = ''] = [], [, two = ''] = []] = [first, again].map((answer) => answer.split('\r\n\r\n'));
      expect(two).toBe(one);
      ids.add((JSON.parse(one) as KeyJson).id);
    }
    expect(ids.size).toBe(2);
  });

  test('the guide to rotation leads from a key in use to its successor, and to a revocation in a while', async () => {
    const old = await issueKey(tenancy.operator, tenancy.workspace, { label: 'Production Server' });
    const leaver = await issueKey(tenancy.operator, tenancy.workspace, { label: 'Laptop' });
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [rotate = '', use = '', look = '', cancel = '', schedule = '', withdraw = ''] =
      callsIn('docs/guides/rotation.md');
    const placeholders = { YOUR_EMAIL: OPERATOR.email, YOUR_PASSWORD: OPERATOR.password };
    const ask = async (call: string, more: Readonly<Record<string, string>>): Promise<unknown> => {
      const workspace = { YOUR_WORKSPACE: tenancy.workspace.id };
      return JSON.parse(await run(`${signIn}\n${call}`, { ...placeholders, ...workspace, ...more }));
    };
    const successor = (await ask(rotate, { YOUR_KEY_ID: old.id })) as KeyJson & { secret: string };
    tenancy.server.secrets.add(successor.secret);
    expect(successor).toMatchObject({ rotatedFrom: old.id, secret: expect.stringMatching(/^lk_live_/) });
    expect(await ask(look, { YOUR_KEY_ID: old.id })).toMatchObject({ replacedBy: successor.id, overlapEndsAt: null });
    expect(await ask(use, { YOUR_NEW_API_KEY: successor.secret })).toMatchObject({ data: [{ status: 'connected' }] });
    expect(await ask(look, { YOUR_KEY_ID: old.id })).toMatchObject({ overlapEndsAt: expect.any(String) });
    expect(await ask(cancel, { YOUR_KEY_ID: old.id })).toMatchObject({ replacedBy: null, state: 'active' });
    const YOUR_KEY_ID = leaver.id;
    expect(await ask(schedule, { YOUR_KEY_ID })).toMatchObject({
      state: 'active',
      revocation: { reason: 'owner_left' },
    });
    expect(await ask(withdraw, { YOUR_KEY_ID })).toMatchObject({ state: 'active', revocation: null });
  });

  test('the guide to checking keys leads from a key for the service to a decision, and to one that spends nothing', async () => {
    const rateLimit = { limit: 2, windowMs: 86_400_000 };
    const { id, secret } = await issueKey(tenancy.operator, tenancy.workspace, { label: 'Customer', rateLimit });
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [forService = '', check = '', dryRun = ''] = callsIn('docs/guides/verify.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_WORKSPACE: tenancy.workspace.id,
      YOUR_API_KEY: secret,
    };
    const service = JSON.parse(await run(`${signIn}\n${forService}`, placeholders)) as { secret: string };
    tenancy.server.secrets.add(service.secret);
    const ask = async (call: string): Promise<unknown> =>
      JSON.parse(await run(call, { ...placeholders, YOUR_SERVICE_KEY: service.secret }));
    const printed = /```json\n(.*?)```/s.exec(readFileSync(path.join(ROOT, 'docs/guides/verify.md'), 'utf8'))?.[1];
    const answer = (await ask(check)) as Record<string, object>;
    expect(answer).toMatchObject({ allowed: true, code: 'ok', principal: { keyId: id }, limits: [{ remaining: 1 }] });
    const example = JSON.parse(printed ?? '') as Record<string, object>;
    expect(Object.keys(answer)).toEqual(Object.keys(example));
    expect(Object.keys(answer['principal'] ?? {})).toEqual(Object.keys(example['principal'] ?? {}));
    expect(await ask(dryRun)).toMatchObject({ code: 'scope_missing', missing: ['keys:write'] });
    expect(await ask(check)).toMatchObject({ code: 'ok', limits: [{ remaining: 0 }] });
    expect(await ask(check)).toMatchObject({ code: 'rate_limited' });
  });

  test('the guide to limits leads to a quota, and to what is used of it', async () => {
    const { id, secret } = await issueKey(tenancy.operator, tenancy.workspace, { label: 'Limited' });
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [limit = '', look = ''] = callsIn('docs/guides/limits.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_WORKSPACE: tenancy.workspace.id,
      YOUR_KEY_ID: id,
    };
    const ask = async (call: string): Promise<unknown> => JSON.parse(await run(`${signIn}\n${call}`, placeholders));
    expect(await ask(limit)).toMatchObject({ quota: { limit: 1_000, period: 'month' } });
    (await tenancy.server.http.bearer(secret).get('/v1/devices')).expect(200);
    expect(await ask(look)).toMatchObject({ meters: [{ name: 'quota', used: 1, remaining: 999 }] });
  });

  test('the guide to plans leads from the catalogue to a workspace with other terms, and to a plan that shrank', async () => {
    const { operator, api } = tenancy;
    const workspace = await newWorkspace(operator, api, 'Guided');
    for (const label of ['One', 'Two']) await issueKey(operator, workspace, { label });
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [list = '', add = '', move = '', agree = '', look = '', accept = '', shrink = ''] =
      callsIn('docs/guides/plans.md');
    const placeholders: Record<string, string> = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_API: api.id,
      YOUR_WORKSPACE: workspace.id,
    };
    const ask = async (call: string): Promise<unknown> => JSON.parse(await run(`${signIn}\n${call}`, placeholders));
    expect(await ask(list)).toMatchObject({ data: [{ slug: 'standard' }] });
    const plan = (await ask(add)) as { readonly id: string };
    expect(plan).toMatchObject({ slug: 'team', entitlements: ['api_access'], keysMax: 10 });
    placeholders['YOUR_PLAN'] = plan.id;
    expect(await ask(move)).toMatchObject({ planId: plan.id, excess: [] });
    const rateLimit = { limit: 250, windowMs: 1_000 };
    expect(await ask(agree)).toMatchObject({ overrides: { rateLimit, keysMax: 50 } });
    expect(await ask(look)).toMatchObject({
      limits: { rateLimit, dailyLimit: 100_000, devicesMax: 5, keysMax: 50 },
      use: { keys: { used: 2, allowed: 50 }, devices: { used: 1, allowed: 5 } },
    });
    expect(await ask(accept)).toMatchObject({ excess: [{ what: 'keysMax', used: 2, allowed: 1 }] });
    const excess = [{ what: 'devicesMax', used: 1, allowed: 0 }];
    expect(await ask(shrink)).toMatchObject({ devicesMax: 0, inExcess: [{ workspaceId: workspace.id, excess }] });
  });

  test('the guide to plans and statements leads from a forecast to another plan, and to a month as a table', async () => {
    const { operator, api } = tenancy;
    const workspace = await newWorkspace(operator, api, 'Billed');
    const catalogue = `/v1/apis/${api.id}/plans`;
    const YOUR_PLAN = (await operator.post(catalogue, { slug: 'billed', name: 'Billed', messagesPerMonth: 9 })).expect<{
      id: string;
    }>(201).id;
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [look = '', mark = '', options = '', preview = '', change = '', list = '', one = '', table = '', all = ''] =
      callsIn('docs/guides/billing.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_API: api.id,
      YOUR_WORKSPACE: workspace.id,
      YOUR_PLAN,
    };
    const say = (call: string, more = {}): Promise<string> => run(`${signIn}\n${call}`, { ...placeholders, ...more });
    const ask = async <T>(call: string, more = {}): Promise<T> => JSON.parse(await say(call, more)) as T;
    expect(await ask(look)).toMatchObject({ use: { devices: { used: 1 }, meters: [] } });
    expect(await ask(mark)).toMatchObject({ selfService: true });
    const { data } = await ask<{ data: { plan: { id: string } }[] }>(options);
    expect(data.map(({ plan }) => plan.id)).toContain(YOUR_PLAN);
    const seen = { after: { messagesPerMonth: 9 }, obstacles: [], meters: [{ limit: 9, used: 0, forecast: null }] };
    expect(await ask(preview)).toMatchObject(seen);
    expect(await ask(change)).toMatchObject({ plan: { id: YOUR_PLAN }, excess: [] });
    const months = await ask<{ data: { month: string; closedAt: null }[] }>(list);
    const YOUR_MONTH = months.data[0]?.month ?? '';
    expect(months.data).toMatchObject([{ month: YOUR_MONTH, closedAt: null }]);
    expect(await ask(one, { YOUR_MONTH })).toMatchObject({
      allowance: { included: 9 },
      plans: [{}, { slug: 'billed' }],
    });
    for (const call of [table, all]) {
      const csv = await say(call, { YOUR_MONTH });
      expect(csv).toMatch(/^month,closed_at,/);
      expect(csv).toContain(`,${workspace.id},Billed,total,requests_allowed,`);
    }
  });

  test('the guide to key policies leads from a dry run to a run, and to an account that leaves', async () => {
    const { api, operator, server, workspace } = tenancy;
    const idle = await issueKey(operator, workspace, { label: 'Forgotten' });
    const database = await openDatabaseOf(server.dataDir);
    await database.query(`UPDATE api_keys SET created_at = created_at - interval '90 days' WHERE id = $1`, [idle.id]);
    await database.end();
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [list = '', dryRun = '', set = '', act = '', create = '', leave = ''] =
      callsIn('docs/guides/key-policies.md');
    const placeholders = { YOUR_EMAIL: OPERATOR.email, YOUR_PASSWORD: OPERATOR.password, YOUR_API: api.id };
    const ask = async (call: string, more: Readonly<Record<string, string>> = {}): Promise<unknown> =>
      JSON.parse(await run(`${signIn}\n${call}`, { ...placeholders, ...more }));
    expect(await ask(list)).toMatchObject({ data: [{ id: api.id, keyPolicies: { unused: null } }] });
    expect(await ask(dryRun)).toMatchObject({ data: [{ keyId: idle.id, act: 'disable', reason: 'unused' }] });
    expect(await ask(set)).toMatchObject({ keyPolicies: { unused: { act: 'disable' }, ownerLeft: null } });
    expect(await ask(act)).toEqual({ disabled: 1, revoked: 0, complete: true });
    const YOUR_NEW_PASSWORD = 'a password for the colleague';
    const colleague = (await ask(create, { YOUR_NEW_PASSWORD })) as { id: string };
    expect(colleague).toMatchObject({ email: 'colleague@example.com', leftAt: null });
    expect(await ask(leave, { YOUR_USER_ID: colleague.id })).toMatchObject({ leftAt: expect.any(String) });
  });

  test('the guide to leaked keys leads from a key to its end, by whoever holds it, by support, and by policy', async () => {
    const { api, operator, server, workspace } = tenancy;
    const [own, found, other] = [
      await issueKey(operator, workspace, { label: 'Seen' }),
      await issueKey(operator, workspace, { label: 'Found' }),
      await issueKey(operator, workspace, { label: 'Another' }),
    ];
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [present = '', byHash = '', byStart = '', end = '', endMany = '', judge = ''] =
      callsIn('docs/guides/leaks.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_API_KEY: found.secret,
      YOUR_KEY_START: found.start,
      YOUR_KEY_ID: found.id,
      YOUR_OTHER_KEY_ID: other.id,
      YOUR_API: api.id,
    };
    const ask = async (call: string): Promise<unknown> => JSON.parse(await run(`${signIn}\n${call}`, placeholders));
    expect(JSON.parse(await run(present, { YOUR_API_KEY: own.secret }))).toEqual({ active: false });
    (await server.http.bearer(own.secret).get('/v1/devices')).expect(401);
    const shown = { data: [{ key: { id: found.id }, workspace: { id: workspace.id } }], hasMore: false };
    expect(await ask(byHash)).toMatchObject(shown);
    expect(await ask(byStart)).toMatchObject(shown);
    const note = 'Ticket INC-42. It was in a public gist.';
    expect(await ask(end)).toMatchObject({ state: 'revoked', revocation: { reason: 'compromised', note } });
    expect(await ask(endMany)).toMatchObject({ data: [{ outcome: 'already' }, { outcome: 'revoked' }] });
    expect(await ask(judge)).toMatchObject({ defaults: { leakPolicy: 'disable' } });
  });

  test('the guide to alerts leads from what is firing to other rules, and to a silence', async () => {
    const { id, secret } = await issueKey(tenancy.operator, tenancy.workspace, { quota: { limit: 1, period: 'day' } });
    (await tenancy.server.http.bearer(secret).get('/v1/devices')).expect(200);
    const { user } = (await tenancy.operator.get('/v1/auth/me')).expect<{ user: { id: string } }>(200);
    const member = { email: OPERATOR.email, role: 'viewer' };
    (await tenancy.operator.post(`/v1/workspaces/${tenancy.workspace.id}/members`, member)).expect(201);
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [look = '', change = '', silence = '', unsilence = ''] = callsIn('docs/guides/alerts.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_WORKSPACE: tenancy.workspace.id,
      YOUR_USER_ID: user.id,
    };
    const ask = async <T>(call: string, more: Readonly<Record<string, string>> = {}): Promise<T> =>
      JSON.parse(await run(`${signIn}\n${call}`, { ...placeholders, ...more })) as T;
    const { id: YOUR_ALERT_ID } = await until('it fires', async () => {
      const { data } = await ask<{ data: { id: string; keyId: string }[] }>(look);
      return data.find(({ keyId }) => keyId === id);
    });
    expect(await ask(change)).toMatchObject({
      mailTo: [user.id],
      rules: {
        rotation_due: { afterDays: 60 },
        quota_used: { percents: [80, 100] },
        requests_spiking: { enabled: false },
      },
    });
    expect(await ask(silence, { YOUR_ALERT_ID })).toMatchObject({ silenced: { until: '2099-12-31T00:00:00.000Z' } });
    expect(await ask(unsilence, { YOUR_ALERT_ID })).toMatchObject({ silenced: null });
  });

  test('the guide to the team leads from an invitation to a member who leaves', async () => {
    const { workspace, server } = tenancy;
    const members = async () => (await tenancy.operator.get(`/v1/workspaces/${workspace.id}/members`)).expect(200);
    const before = await members();
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [create = '', preview = '', accept = '', list = '', leave = ''] = callsIn('docs/guides/team.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_WORKSPACE: workspace.id,
      YOUR_NEW_PASSWORD: 'a long enough password',
      'colleague@example.com': 'team@example.com',
    };
    const ask = async (call: string, more: Readonly<Record<string, string>> = {}) =>
      JSON.parse(await run(call, { ...placeholders, ...more })) as Record<string, string>;
    const { id, link = '' } = await ask(`${signIn}\n${create}`);
    const YOUR_INVITATION_TOKEN = link.split('#token=')[1] ?? '';
    server.secrets.add(YOUR_INVITATION_TOKEN);
    expect(await ask(preview, { YOUR_INVITATION_TOKEN })).toMatchObject({ role: 'developer', accountExists: false });
    const accepted = await ask(accept, { YOUR_INVITATION_TOKEN });
    expect(accepted).toMatchObject({ user: { email: 'team@example.com' }, workspaceId: workspace.id });
    expect(await ask(`${signIn}\n${list}`)).toMatchObject({ data: [{ id, state: 'accepted' }] });
    expect(await run(leave, { ...placeholders, $COLLEAGUE_TOKEN: accepted['accessToken'] ?? '' })).toBe('');
    expect(await members()).toEqual(before);
  });

  test('the guide to accounts leads from a fresh sign-in to a second factor, a new password and the sessions', async () => {
    const person = await newPerson(tenancy.operator, tenancy.server, 'Ada');
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [confirm = '', begin = '', enter = '', withCode = '', change = '', forget = '', sessions = ''] =
      callsIn('docs/guides/accounts.md');
    const placeholders = {
      YOUR_EMAIL: person.email,
      YOUR_PASSWORD: person.password,
      YOUR_NEW_PASSWORD: 'another long enough password',
    };
    const { email, password } = person;
    const { accessToken } = (await tenancy.server.http.post('/v1/auth/login', { email, password })).expect<{
      accessToken: string;
    }>(200);
    const ask = async (call: string, more: Readonly<Record<string, string>> = {}): Promise<unknown> => {
      const answer = await run(call, { ...more, ...placeholders, $TOKEN: accessToken });
      return answer === '' ? null : JSON.parse(answer);
    };
    expect(JSON.parse(await run(`${signIn}\n${sessions}`, placeholders))).toMatchObject({
      data: [{ current: true }, {}, {}],
    });
    expect(await ask(confirm)).toMatchObject({ twoFactor: false });
    const { secret } = (await ask(begin)) as { secret: string };
    tenancy.server.secrets.add(secret);
    const app = new Authenticator(secret);
    expect(await ask(enter, { YOUR_CODE: app.code() })).toMatchObject({ recoveryCodes: { length: 10 } });
    expect(await ask(withCode, { YOUR_NEXT_CODE: app.code(1) })).toMatchObject({ twoFactor: true });
    expect(await ask(change)).toBeNull();
    expect(await ask(forget)).toEqual({ mailsLinks: false });
    expect(await ask(sessions)).toMatchObject({ data: { length: 1 } });
  });

  test('the guide to the audit log leads from an entry to its line in a table, and to a chain that verifies', async () => {
    const key = await issueKey(tenancy.operator, tenancy.workspace, { label: 'To be found in the log' });
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [list = '', table = '', verify = ''] = callsIn('docs/guides/audit.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_WORKSPACE: tenancy.workspace.id,
    };
    const ask = (call: string): Promise<string> => run(`${signIn}\n${call}`, placeholders);
    const { data } = JSON.parse(await ask(list)) as { data: object[] };
    expect(data[0]).toMatchObject({ action: 'key.created', targetId: key.id });
    expect(await ask(table)).toMatch(new RegExp(`^aud_[^,]*,.*,key\\.created,.*,${key.id},`, 'm'));
    expect(JSON.parse(await ask(verify))).toMatchObject({ verified: true, firstBroken: null });
  });

  test('the guide to devices and messages leads from a pairing code to a message that is read', async () => {
    const { secret } = await issueKey(tenancy.operator, tenancy.workspace, { scopes: ['admin'] });
    const [link = '', pair = '', send = '', look = '', list = ''] = callsIn('docs/guides/messages.md');
    const ask = async <T>(call: string, more: Readonly<Record<string, string>> = {}): Promise<T> =>
      JSON.parse(await run(call, { YOUR_API_KEY: secret, ...more })) as T;
    const { id: YOUR_DEVICE_ID, pairingCode: YOUR_PAIRING_CODE } = await ask<{ id: string; pairingCode: string }>(link);
    expect(await ask(pair, { YOUR_DEVICE_ID, YOUR_PAIRING_CODE })).toMatchObject({ status: 'connected' });
    const { id: YOUR_MESSAGE_ID } = await ask<{ id: string }>(send, { YOUR_DEVICE_ID });
    await until('it is read', async () => (await ask<{ status: string }>(look, { YOUR_MESSAGE_ID })).status === 'read');
    const { data } = await ask<{ data: object[] }>(list, { YOUR_DEVICE_ID, YOUR_WORKSPACE: tenancy.workspace.id });
    expect(data).toMatchObject([{ id: YOUR_MESSAGE_ID, sender: { kind: 'key' } }]);
  });

  test('the guide to webhooks leads from an endpoint to a delivery that verifies, before and after a rotation', async () => {
    const receiver = await Receiver.start();
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [create = '', test = '', log = '', rotate = ''] = callsIn('docs/guides/webhooks.md');
    const placeholders = {
      YOUR_EMAIL: OPERATOR.email,
      YOUR_PASSWORD: OPERATOR.password,
      YOUR_WORKSPACE: tenancy.workspace.id,
      YOUR_URL: receiver.url,
    };
    const ask = async <T>(call: string, more: Readonly<Record<string, string>> = {}): Promise<T> =>
      JSON.parse(await run(`${signIn}\n${call}`, { ...more, ...placeholders })) as T;
    const made = await ask<{ id: string; secret: string }>(create);
    const YOUR_WEBHOOK_ID = made.id;
    await ask(test, { YOUR_WEBHOOK_ID });
    const first = await until('it has arrived', () => receiver.received[0]);
    expect(new Webhook(made.secret).verify(first.body, headersOf(first))).toMatchObject({ type: 'webhook.test' });
    await until('it is in the log', async () => {
      const { data } = await ask<{ data: { state: string }[] }>(log, { YOUR_WEBHOOK_ID });
      return data[0]?.state === 'delivered';
    });
    const { secret } = await ask<{ secret: string }>(rotate, { YOUR_WEBHOOK_ID });
    await ask(test, { YOUR_WEBHOOK_ID });
    const second = await until('the next has arrived', () => receiver.received[1]);
    for (const either of [made.secret, secret]) new Webhook(either).verify(second.body, headersOf(second));
    await receiver.stop();
  });

  test('the guide to APIs leads from an API to a call under its name', async () => {
    const [signIn = ''] = callsIn('docs/guides/keys-over-rest.md');
    const [define = '', begin = '', call = ''] = callsIn('docs/guides/apis.md');
    const placeholders = { YOUR_EMAIL: OPERATOR.email, YOUR_PASSWORD: OPERATOR.password };
    const api = JSON.parse(await run(`${signIn}\n${define}`, placeholders)) as { id: string };
    const made = await run(`${signIn}\n${begin}`, { ...placeholders, YOUR_API: api.id });
    const { secret } = await issueKey(tenancy.operator, JSON.parse(made) as WorkspaceJson);
    const port = `weather.localhost:${tenancy.server.port}`;
    const answer = await run(call, { 'weather.localhost:3000': port, YOUR_API_KEY: secret });
    expect(JSON.parse(answer)).toMatchObject({ data: [{ sandbox: true }] });
  });
});
