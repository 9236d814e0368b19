import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OPERATOR, Server, WITH_OPERATOR } from './server.js';
import { issueKey, type KeyJson, tenancyOn, type Tenancy } from './tenancy.js';

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
});
