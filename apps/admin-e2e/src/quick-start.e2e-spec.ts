import { createHmac } from 'node:crypto';
import { WIRE_PROFILE_NAMES } from '@latchkey/vocabulary';
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { expect, signInAs, test } from './fixtures.js';
import { callWithKey, Operator, WITH_OPERATOR } from './operator.js';
import { newMember } from './people.js';
import { freePort, inNode, inShell, Running } from './run-example.js';
import { Server } from './server.js';

const PLACEHOLDER = 'YOUR_API_KEY';

const example = async (page: Page, label: string): Promise<string> =>
  (await page.getByRole('group', { name: label }).textContent()) ?? '';

for (const wireProfile of WIRE_PROFILE_NAMES) {
  test(`${wireProfile}: the examples work as they stand, and the page sees them work`, async ({
    page,
    installation: { server, operator },
    signedIn: _,
  }) => {
    const { id: apiId } = await operator.createApi(`Quick ${wireProfile}`, wireProfile, [`${wireProfile}.localhost`]);
    const { id } = await operator.createWorkspace(apiId, `Quick ${wireProfile}`);
    const { secret } = await operator.createKey(id, { label: 'First program' });
    await page.goto(`${server.url}/w/${id}/quick-start`);
    await expect(page.getByText('Waiting for your call…')).toBeVisible();

    const command = await example(page, 'Example with curl');
    expect(command).toContain(PLACEHOLDER);
    expect(JSON.parse(await inShell(command.replace(PLACEHOLDER, secret)))).toHaveProperty('data');
    await expect(page.getByText('It works')).toBeVisible();
    await expect(page.getByRole('link', { name: 'First program' })).toBeVisible();

    const program = await example(page, 'Example in Node');
    expect(await inNode(program, { API_KEY: secret })).toMatch(/^[[{]/);
    await expect(inNode(program, { API_KEY: `${secret}x` })).rejects.toThrow(/Error: 401: [A-Z]/);
    expect(await page.content()).not.toContain(secret);
  });
}

test('a call that is refused is explained, with the way to mend it; then the one that is allowed is seen', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  test.setTimeout(60_000);
  const { server, operator } = installation;
  const viewer = await newMember(installation, workspace, 'viewer');
  await signInAs(context, server, viewer.session);
  const narrow = await operator.createKey(workspace.id, { label: 'Narrow', scopes: ['messages:read'] });
  const paused = await operator.createKey(workspace.id, { label: 'Paused' });
  await operator.changeKey(workspace.id, paused.id, 'disable');
  const good = await operator.createKey(workspace.id, { label: 'Good' });
  // What came before the page waited is not taken for the first call.
  expect(await callWithKey(server.url, good.secret)).toBe(200);

  await page.goto(`${server.url}/w/${workspace.id}/quick-start`);
  await expect(page.getByText('Waiting for your call…')).toBeVisible();
  await expectAccessible(page, 'waiting');
  await expectNoSidewaysScroll(page, 'waiting');
  expect(await callWithKey(server.url, narrow.secret)).toBe(403);
  await expect(page.getByText('The key may not do this: it lacks a scope, or it only reads.')).toBeVisible();
  await expect(page.getByText('scope_missing')).toBeVisible();
  expect(await callWithKey(server.url, paused.secret)).toBe(401);
  await expect(page.getByText('The key is paused.')).toBeVisible();
  await expect(page.getByText('It works')).toBeHidden();
  await expectAccessible(page, 'refused');
  await expectNoSidewaysScroll(page, 'refused');

  expect(await callWithKey(server.url, good.secret)).toBe(200);
  await expect(page.getByText('It works')).toBeVisible();
  await expectAccessible(page, 'it works');
  await page.getByRole('button', { name: 'Wait for another call' }).click();
  await expect(page.getByText('Waiting for your call…')).toBeVisible();
  await expect(page.getByText('The key is paused.')).toBeHidden();
});

test('a server that cannot be reached is said, and tried again; nobody is waited for without end', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  await page.clock.install();
  await page.route('**/v1/workspaces/*/api', (route) => route.abort());
  await page.goto(`${installation.server.url}/w/${workspace.id}/quick-start`);
  await expect(page.getByRole('alert')).toContainText('The API of this workspace could not be loaded.');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('group', { name: 'Example with curl' })).toBeVisible();
  await page.getByRole('button', { name: 'Copy command' }).click();
  await expect(page.getByRole('status')).toContainText(/Copied|refused/);

  await page.clock.fastForward('10:01');
  await expect(page.getByText('Nothing has come for 10 minutes')).toBeVisible();
  await page.getByRole('button', { name: 'Go on waiting' }).click();
  await expect(page.getByText('Waiting for your call…')).toBeVisible();
});

test('the webhook receiver believes what the server has signed, and nothing else', async ({ page, context }) => {
  test.setTimeout(90_000);
  const server = await Server.start({ ...WITH_OPERATOR, WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8' });
  let receiver: Running | undefined;
  try {
    const operator = await Operator.signIn(server.url);
    const { id: apiId } = await operator.createApi('Hooked', 'standard');
    const { id } = await operator.createWorkspace(apiId, 'Hooked');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const webhooks = `/v1/workspaces/${id}/webhooks`;
    const webhook = await operator.post<{ id: string; secret: string }>(webhooks, { url });

    await signInAs(context, server, operator);
    await page.goto(`${server.url}/w/${id}/quick-start`);
    const program = await example(page, 'Example of a webhook receiver');
    receiver = await Running.start(program, { WEBHOOK_SECRET: webhook.secret, PORT: String(port) });
    const send = async (headers: Record<string, string>, body: string): Promise<number> =>
      (await fetch(url, { method: 'POST', headers, body })).status;
    await expect.poll(() => send({}, '{}').catch(() => 0)).toBe(401);

    await operator.post(`${webhooks}/${webhook.id}/test`);
    await expect.poll(() => receiver?.printed, { timeout: 20_000 }).toContain('webhook.test');

    const key = Buffer.from(webhook.secret.slice('whsec_'.length), 'base64');
    const signed = (body: string, timestamp: number) => ({
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${createHmac('sha256', key).update(`evt_1.${timestamp}.${body}`).digest('base64')}`,
    });
    const now = Math.floor(Date.now() / 1000);
    const body = '{"type":"key.revoked"}';
    expect(await send(signed(body, now), body)).toBe(204);
    expect(await send(signed(body, now), '{"type":"key.created"}')).toBe(401);
    expect(await send(signed(body, now - 3600), body)).toBe(401);
  } finally {
    await receiver?.stop();
    await server.stop();
  }
});
