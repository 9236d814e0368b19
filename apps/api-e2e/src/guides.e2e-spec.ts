import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openDatabaseOf } from './database.js';
import { OPERATOR, Server, WITH_OPERATOR } from './server.js';
import { issueKey, type KeyJson, newWorkspace, tenancyOn, type Tenancy } from './tenancy.js';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const shell = promisify(execFile);

const hasCurl = spawnSync('curl', ['--version']).status === 0 && spawnSync('bash', ['--version']).status === 0;
if (!hasCurl) process.stdout.write('The examples of the guides are not run: curl or bash is not installed.\n');
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
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
  });

  async function run(script: string, placeholders: Readonly<Record<string, string>>): Promise<string> {
    const { port } = tenancy.server;
    let text = script.replaceAll('localhost:3000', `127.0.0.1:${port}`);
    for (const [name, value] of Object.entries(placeholders)) text = text.replaceAll(name, value);
    return (await shell('bash', ['-euo', 'pipefail', '-c', text])).stdout;
  }

  test('the first calls of the README answer with a device and a delivered message', async () => {
    const { secret } = await issueKey(tenancy.operator, tenancy.workspace);
    const [devices = '', message = ''] = callsIn('README.md');
    expect(JSON.parse(await run(devices, { YOUR_API_KEY: secret }))).toMatchObject({ data: [{ status: 'connected' }] });
    expect(JSON.parse(await run(message, { YOUR_API_KEY: secret }))).toMatchObject({
      status: 'delivered',
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
});
