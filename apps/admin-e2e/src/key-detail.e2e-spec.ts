import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { chooseAction, fillRevocation, generateButton, heading, rowOf } from './dashboard.js';
import { expect, signInAs, test, type Workspace } from './fixtures.js';
import { callWithKey } from './operator.js';
import { newMember } from './people.js';

const pageOf = (workspace: Workspace, { id }: { id: string }) => `${workspace.keysUrl}/${id}`;

const BROKEN = {
  status: 500,
  contentType: 'application/problem+json',
  json: { type: 'about:blank', title: '', status: 500, code: 'internal', detail: 'Broken.', requestId: 'req-42' },
};

test('a label leads to its key: what it may do, what was done with it, from where, and what is left', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  const { secret } = await operator.createKey(workspace.id, {
    label: 'Billing',
    rateLimit: { limit: 2, windowMs: 3_600_000 },
    quota: { limit: 500, period: 'month' },
    ipAllowlist: ['127.0.0.0/8', '::1'],
  });
  for (const expected of [200, 200, 429]) expect(await callWithKey(server.url, secret)).toBe(expected);
  await page.goto(workspace.keysUrl);
  await page.getByRole('link', { name: 'Billing' }).click();
  await expect(heading(page, 'Billing')).toBeFocused();
  await expect(page).toHaveTitle(`Billing · ${workspace.name} · Latchkey`);
  await expect(page.getByText('127.0.0.0/8')).toBeVisible();
  await expect(page.getByText('by You', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Requests by outcome' })).toContainText(
    '2 requests allowed, 1 refused',
  );
  await expect(page.getByText('2 of 500 used this month, 498 left')).toBeVisible();
  await expect(page.getByRole('list', { name: /^Networks/ })).toContainText('2 requests');

  await expect(page.getByRole('listitem').filter({ hasText: 'devices:read' })).toContainText('2 requests');
  await expect(page.getByRole('listitem').filter({ hasText: 'messages:write' })).toContainText('Not used');
  await expect(page.getByRole('list', { name: /^What was done/ })).toContainText('Made');

  await page.getByLabel('Time').selectOption('month');
  await expect(page).toHaveURL(/\?range=month$/);
  await expect(page.getByText('The last 30 days: 2 requests allowed, 1 refused.')).toBeVisible();
  await expectAccessible(page, 'key');
  await expectNoSidewaysScroll(page, 'key');
});

test('restrictions are edited; what is wrong with one is said at its field, and nothing else is sent', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  const { secret, ...key } = await operator.createKey(workspace.id, { label: 'Billing' });
  await page.goto(pageOf(workspace, key));
  await chooseAction(page, 'Billing', 'Edit restrictions');
  await page.getByLabel('IP ranges').fill('203.0.113.0/24\nnot an address');
  await page.getByLabel('Quota (optional)').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Quota (optional)')).toHaveAccessibleDescription(/whole number from 1/);
  await page.getByLabel('Quota (optional)').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('IP ranges')).toHaveAccessibleDescription(/“not” must be an IPv4 or IPv6 address/);
  await expectAccessible(page, 'edit, with errors');
  await expectNoSidewaysScroll(page, 'edit, with errors');

  await page.getByLabel('IP ranges').fill(secret);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('IP ranges')).toHaveAccessibleDescription(/whole API key/);

  await page.getByLabel('IP ranges').fill('203.0.113.0/24');
  const asked = page.waitForRequest((request) => request.method() === 'PATCH');
  await page.getByRole('button', { name: 'Save' }).click();
  expect((await asked).postDataJSON()).toEqual({ ipAllowlist: ['203.0.113.0/24'] });
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('203.0.113.0/24')).toBeVisible();
  expect(await callWithKey(server.url, secret)).toBe(403);
});

test('a new key is restricted to devices, addresses and limits, and the sentence says so', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  const app = await operator.post<{ id: string }>(`/v1/workspaces/${workspace.id}/apps`, { name: 'Till' });
  await page.goto(workspace.keysUrl);
  await generateButton(page).click();
  await page.getByLabel('Label').fill('Shop');
  await page.getByText('Restrict it further').click();
  await page.getByRole('checkbox', { name: /Sandbox device/ }).check();
  await page.getByLabel('IP ranges').fill('10.0.0.0/8');
  await page.getByLabel('Rate limit (optional)').fill('5');
  await page.getByLabel('Rate limit, per').selectOption('a minute');
  await page.getByLabel('App').selectOption('Till');
  await expect(
    page.getByText(
      'It touches only the device Sandbox device, is accepted only from 10.0.0.0/8, is refused without the app key of Till and makes at most 5 requests a minute.',
    ),
  ).toBeVisible();
  await expectAccessible(page, 'generate, restricted');
  await expectNoSidewaysScroll(page, 'generate, restricted');
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Generate key' }).click();
  expect((await asked).postDataJSON()).toMatchObject({
    deviceIds: [expect.stringMatching(/^dev/)],
    ipAllowlist: ['10.0.0.0/8'],
    rateLimit: { limit: 5, windowMs: 60_000 },
    appId: app.id,
  });
});

test('a scheduled revocation shows, and is withdrawn; a rename and a pause are undone', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  const { secret, ...key } = await operator.createKey(workspace.id, { label: 'Export' });
  expect(await callWithKey(server.url, secret)).toBe(200);
  await page.goto(pageOf(workspace, key));
  await chooseAction(page, 'Export', 'Revoke');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('1 request allowed');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await page.getByLabel('When').selectOption('In 7 days');
  await expect(dialog).toHaveAccessibleDescription(/Until then, it can be withdrawn/);
  await fillRevocation(page, 'Export', 'unused');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByRole('alertdialog', { name: 'The revocation is scheduled' })).toContainText(/in [67] days/);
  await page.getByRole('button', { name: 'Close' }).click();
  expect(await callWithKey(server.url, secret)).toBe(200);
  await expect(page.getByText('A revocation is scheduled')).toBeVisible();
  await expectAccessible(page, 'key, to be revoked');
  await page.getByRole('button', { name: 'Withdraw revocation' }).click();
  await expect(page.getByText('A revocation is scheduled')).toBeHidden();
  const timeline = page.getByRole('list', { name: /^What was done/ });
  await expect(timeline.getByRole('listitem').first()).toContainText('Revocation withdrawn');
  await expect(timeline).toContainText('Nobody uses it any more');

  await chooseAction(page, 'Export', 'Rename');
  await page.getByLabel('Label').fill('Nightly export');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(heading(page, 'Nightly export')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(heading(page, 'Export')).toBeVisible();

  await chooseAction(page, 'Export', 'Disable');
  await page.getByRole('button', { name: 'Disable key' }).click();
  await expect(page.getByText('This key is disabled')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('This key is disabled')).toBeHidden();
  expect(await callWithKey(server.url, secret)).toBe(200);
});

test('a developer works with keys; a viewer sees them, and who could', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const { server, operator } = installation;
  const key = await operator.createKey(workspace.id, { label: 'Billing' });
  const developer = await newMember(installation, workspace, 'developer');
  await signInAs(context, server, developer.session);
  await page.goto(workspace.keysUrl);
  await chooseAction(page, 'Billing', 'Disable');
  await page.getByRole('button', { name: 'Disable key' }).click();
  await expect(rowOf(page, 'Billing')).toContainText('Disabled');
  await expect(generateButton(page)).not.toHaveAttribute('aria-disabled', 'true');

  const viewer = await newMember(installation, workspace, 'viewer');
  await signInAs(context, server, viewer.session);
  await page.goto(workspace.keysUrl);
  await expect(rowOf(page, 'Billing')).toBeVisible();
  await expect(page.getByText('you need the role owner, admin or developer')).toBeVisible();
  await expect(generateButton(page)).toBeHidden();
  await expect(page.getByRole('button', { name: /^Actions for/ })).toBeHidden();
  await expectAccessible(page, 'list, as a viewer');
  await page.getByRole('link', { name: 'Billing' }).click();
  await expect(page.getByText('To change, rotate or revoke this key you need the role')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rotate' })).toBeHidden();
  await expectAccessible(page, 'key, as a viewer');
  await page.goto(`${pageOf(workspace, key)}/rotation`);
  await expect(page.getByText('Not with your role')).toBeVisible();
});

test('a whole key in the place of an id is taken out of the address, and nothing is asked with it', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  const { secret } = await operator.createKey(workspace.id, { label: 'Billing' });
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/v1/') && asked.push(request.url()));
  await page.goto(`${workspace.keysUrl}/${secret}`);
  await expect(rowOf(page, 'Billing')).toBeVisible();
  await expect(page).toHaveURL(workspace.keysUrl);
  expect(asked.join('\n')).toContain('/keys');
  expect(asked.join('\n')).not.toContain(secret);
});

test('a key that is not there, one that cannot be loaded, and usage that cannot', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  const key = await operator.createKey(workspace.id, { label: 'Billing' });
  await page.goto(`${workspace.keysUrl}/key_00000000000000000000000000`);
  await expect(heading(page, 'No such key')).toBeVisible();

  await page.route('**/usage?*', (route) => route.fulfill(BROKEN));
  await page.goto(pageOf(workspace, key));
  await expect(page.getByRole('alert')).toContainText('The usage could not be loaded.');
  await expect(page.getByText('This key', { exact: true })).toBeVisible();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('no request was made with this key')).toBeVisible();
  await expectNoSidewaysScroll(page, 'key, never used');

  await page.route(`**/keys/${key.id}`, (route) =>
    route.request().resourceType() === 'fetch' ? route.fulfill(BROKEN) : route.fallback(),
  );
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The key could not be loaded.');
  await expect(page.getByRole('alert')).toContainText('req-42');
  await expectAccessible(page, 'key, not loaded');
});
