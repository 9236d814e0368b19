import { chooseAction, openActions, rowOf } from './dashboard.js';
import { expect, test } from './fixtures.js';
import { callWithKey } from './operator.js';

test('search and filters live in the address; an empty result offers to clear them', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.createKey(workspace.id, { label: 'Billing service' });
  const sandbox = await operator.createKey(workspace.id, { label: 'CI sandbox', type: 'sandbox' });
  await page.goto(workspace.keysUrl);
  await expect(page.getByRole('row')).toHaveCount(3);

  await page.getByLabel('Environment').selectOption('test');
  await expect(page).toHaveURL(/\?environment=test$/);
  await expect(rowOf(page, 'CI sandbox')).toContainText(`${sandbox.start}…${sandbox.last4}`);
  await expect(rowOf(page, 'Billing service')).toBeHidden();

  await page.getByLabel('Search').fill('billing');
  await expect(page).toHaveURL(/q=billing/);
  await expect(page.getByText('No key matches')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Search')).toHaveValue('billing');
  await expect(page.getByText('No key matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  expect(page.url()).toBe(workspace.keysUrl);

  await page.getByLabel('Search').fill(sandbox.start);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(rowOf(page, 'CI sandbox')).toBeVisible();
});

test('a whole key pasted into the search is cleared before anything is sent', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  const { secret } = await operator.createKey(workspace.id, { label: 'Billing service' });
  await page.goto(workspace.keysUrl);
  await expect(rowOf(page, 'Billing service')).toBeVisible();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));

  for (const pasted of [secret, `Authorization: Bearer ${secret}`, `whm_${'0123456789abcdef'.repeat(2)}`]) {
    await page.getByLabel('Search').focus();
    await page.keyboard.insertText(pasted);
    await expect(page.getByLabel('Search')).toHaveValue('');
    await expect(page.getByRole('alert')).toContainText('The field was cleared before anything was sent.');
  }
  expect(page.url()).toBe(workspace.keysUrl);

  // Waited for by what comes after it: a search that does go out.
  await page.getByLabel('Search').fill('billing');
  await expect.poll(() => sent.some((text) => text.includes('q=billing'))).toBe(true);
  expect(sent.join('\n')).not.toContain(secret);
  expect(sent.join('\n')).not.toContain('whm_');

  await page.goto(`${workspace.keysUrl}?q=${secret}`);
  await expect(page.getByRole('alert')).toContainText('That was a whole API key');
  await expect(page).toHaveURL(workspace.keysUrl);
});

test('pages go older and newer by cursors', async ({ page, workspace, installation: { operator }, signedIn: _ }) => {
  for (let number = 1; number <= 27; number++) {
    await operator.createKey(workspace.id, { label: `Key ${String(number).padStart(2, '0')}` });
  }
  await page.goto(workspace.keysUrl);
  await expect(rowOf(page, 'Key 27')).toBeVisible();
  await expect(rowOf(page, 'Key 02')).toBeHidden();
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(rowOf(page, 'Key 02')).toBeVisible();
  await expect(rowOf(page, 'Key 27')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Older' })).toHaveAttribute('aria-disabled', 'true');
  await page.reload();
  await expect(rowOf(page, 'Key 02')).toBeVisible();
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect(rowOf(page, 'Key 27')).toBeVisible();
  expect(page.url()).toBe(workspace.keysUrl);
});

test('a key is renamed, disabled and enabled from its row', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.createKey(workspace.id, { label: 'Billing' });
  await page.goto(workspace.keysUrl);

  await chooseAction(page, 'Billing', 'Rename');
  await page.getByLabel('Label').fill('🚀 Fakturierung');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf(page, '🚀 Fakturierung')).toBeVisible();

  await chooseAction(page, '🚀 Fakturierung', 'Disable');
  await expect(page.getByRole('button', { name: 'Keep enabled' })).toBeFocused();
  await page.getByRole('button', { name: 'Disable key' }).click();
  await expect(rowOf(page, 'Fakturierung')).toContainText('Disabled');
  await chooseAction(page, '🚀 Fakturierung', 'Enable');
  await expect(rowOf(page, 'Fakturierung')).toContainText('Active');
});

test('what the server finds wrong with a field is said at that field', async ({ page, workspace, signedIn: _ }) => {
  await page.goto(workspace.keysUrl);
  await page.getByRole('button', { name: 'Generate New Key' }).click();
  await page.getByRole('button', { name: 'Generate key' }).click();
  await expect(page.getByLabel('Label')).toHaveAccessibleDescription(/Give the key a label\./);

  // A control character gets past the browser's own checks.
  await page.getByLabel('Label').fill('Bil\u0007ling');
  await page.getByRole('button', { name: 'Generate key' }).click();
  await expect(page.getByLabel('Label')).toHaveAccessibleDescription(/Label must be one line of visible text\./);
  await expect(page.getByLabel('Label')).toBeFocused();
});

test('a sandbox key is made for the test environment, and a sentence says what it will do', async ({
  page,
  workspace,
  signedIn: _,
}) => {
  await page.goto(workspace.keysUrl);
  await page.getByRole('button', { name: 'Generate New Key' }).click();
  await page.getByLabel('Label').fill('CI');
  await expect(
    page.getByText(
      `This key will be able to read devices, messages, contacts, templates, analytics and webhooks, send messages, change contacts and templates and manage webhooks in ${workspace.name}, live, until it is revoked.`,
    ),
  ).toBeVisible();
  await page.getByRole('radio', { name: 'Sandbox' }).check();
  await expect(page.getByRole('radio', { name: 'Test', exact: true })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Live' })).toBeDisabled();
  await page.getByRole('radio', { name: 'One by one' }).check();
  await page.getByLabel('messages:read').check();
  await page.getByLabel('Expiry').selectOption('30');
  await expect(
    page.getByText(`able to read messages in ${workspace.name}, with sandbox data only, until`),
  ).toBeVisible();
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Generate key' }).click();
  expect((await asked).postDataJSON()).toMatchObject({
    label: 'CI',
    type: 'sandbox',
    environment: 'test',
    scopes: ['messages:read'],
  });
});

test('a list that cannot be loaded says so, names the request and tries again', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.createKey(workspace.id, { label: 'Billing' });
  await page.route('**/keys?*', (route) => route.fallback());
  await page.route('**/v1/workspaces/*/keys', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: '', status: 500, code: 'internal', detail: 'Broken.', requestId: 'req-42' },
    }),
  );
  await page.goto(workspace.keysUrl);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The keys could not be loaded.');
  await expect(alert).toContainText('Nothing was changed.');
  await expect(alert).toContainText('req-42');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rowOf(page, 'Billing')).toBeVisible();
});

test('below 768 px the keys are cards with the same actions', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.createKey(workspace.id, { label: 'Billing' });
  await page.setViewportSize({ width: 767, height: 800 });
  await page.goto(workspace.keysUrl);
  await expect(page.getByRole('listitem').filter({ hasText: 'Billing' })).toBeVisible();
  await expect(page.getByRole('table')).toBeHidden();
  await openActions(page, 'Billing');
  await expect(page.getByRole('menuitem')).toHaveText(['Rename', 'Edit restrictions', 'Rotate', 'Disable', 'Revoke…']);
});

test('a key that was used says when, in the list and before it is revoked; one that was not says so', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  const { secret } = await operator.createKey(workspace.id, { label: 'Busy' });
  await operator.createKey(workspace.id, { label: 'Idle' });
  expect(await callWithKey(server.url, secret)).toBe(200);
  await page.goto(workspace.keysUrl);
  const lastUse = (label: string) => rowOf(page, label).getByRole('cell').nth(3);
  await expect(page.getByRole('columnheader').nth(4)).toHaveText('Last used');
  await expect(lastUse('Busy')).toContainText('just now');
  await expect(lastUse('Idle')).toHaveText('Never');

  await chooseAction(page, 'Busy', 'Revoke');
  await expect(page.getByRole('alertdialog').getByText('Last used')).toBeVisible();
  await expect(page.getByRole('alertdialog')).toContainText('just now');
});
