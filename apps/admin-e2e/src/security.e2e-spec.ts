import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { heading } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { callWithKey } from './operator.js';
import { newMember } from './people.js';

const securityUrl = ({ keysUrl }: { readonly keysUrl: string }): string => keysUrl.replace('api-keys', 'security');

const rangeRow = (page: Page, range: string): Locator =>
  page.getByRole('region', { name: 'IP allowlist' }).getByRole('row').filter({ hasText: range });

test('ranges are added and removed, and whoever would shut themselves out is warned first', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  const { secret } = await operator.createKey(workspace.id, { label: 'Billing' });
  await page.goto(securityUrl(workspace));
  await expect(page.getByText('Open from everywhere')).toBeVisible();
  await expect(page.getByText('Your address is 127.0.0.1.')).toBeVisible();

  await page.getByRole('button', { name: 'Add range' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a range' });
  await expect(dialog).toHaveAccessibleDescription(/are refused from everywhere else/);
  const field = dialog.getByLabel('Address or range');
  await dialog.getByRole('button', { name: 'Add range' }).click();
  await expect(dialog.getByText('Enter an address or a range.')).toBeVisible();
  await field.fill('192.0.2.0/24');
  await dialog.getByRole('button', { name: 'Add range' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Your own address would not be in the list');
  expect(await callWithKey(server.url, secret)).toBe(200);
  await dialog.getByRole('button', { name: 'Add it all the same' }).click();
  await expect(rangeRow(page, '192.0.2.0/24')).toBeVisible();
  await expect(page.getByText('Your address is in none of these ranges')).toBeVisible();
  expect(await callWithKey(server.url, secret)).toBe(403);

  await page.getByRole('button', { name: 'Add range' }).click();
  await field.fill('10.0.0.1/8');
  await dialog.getByRole('button', { name: 'Add range' }).click();
  await dialog.getByRole('button', { name: 'Add it all the same' }).click();
  await expect(dialog.getByText(/has bits set behind its prefix/)).toBeVisible();
  await expect(field).toBeFocused();
  await dialog.getByRole('button', { name: 'Fill in 127.0.0.1' }).click();
  await dialog.getByRole('button', { name: 'Add range' }).click();
  await expect(rangeRow(page, '127.0.0.1')).toContainText('In it');
  await expect(page.getByText('Your address is in none of these ranges')).toBeHidden();
  expect(await callWithKey(server.url, secret)).toBe(200);

  await page.getByRole('button', { name: 'Remove 127.0.0.1' }).click();
  const ask = page.getByRole('alertdialog', { name: 'Remove 127.0.0.1?' });
  await expect(ask.getByText('is in no other range.')).toBeVisible();
  await expect(ask.getByRole('button', { name: 'Keep range' })).toBeFocused();
  await ask.getByRole('button', { name: 'Remove range' }).click();
  await expect(rangeRow(page, '127.0.0.1')).toBeHidden();
  await page.getByRole('button', { name: 'Remove 192.0.2.0/24' }).click();
  await expect(page.getByText('It is the last one. Without it, keys work from everywhere')).toBeVisible();
  await page.getByRole('button', { name: 'Remove range' }).click();
  await expect(page.getByText('Open from everywhere')).toBeVisible();
  expect(await callWithKey(server.url, secret)).toBe(200);
});

test('what somebody else has added meanwhile stays', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await page.goto(securityUrl(workspace));
  await expect(page.getByText('Open from everywhere')).toBeVisible();
  await operator.patch(`/v1/workspaces/${workspace.id}`, { ipAllowlist: ['127.0.0.0/8'] });
  await page.getByRole('button', { name: 'Add range' }).click();
  await page.getByLabel('Address or range').fill('127.0.0.1');
  await page.getByRole('dialog').getByRole('button', { name: 'Add range' }).click();
  await expect(rangeRow(page, '127.0.0.0/8')).toBeVisible();
  await expect(rangeRow(page, '127.0.0.1')).toBeVisible();
});

test('a developer sees the list and who may change it', async ({ page, context, workspace, installation }) => {
  await installation.operator.patch(`/v1/workspaces/${workspace.id}`, { ipAllowlist: ['2001:db8::/32'] });
  const developer = await newMember(installation, workspace, 'developer');
  await signInAs(context, installation.server, developer.session);
  await page.goto(securityUrl(workspace));
  await expect(rangeRow(page, '2001:db8::/32')).toBeVisible();
  await expect(page.getByText('To change the list you need the role owner or admin.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add range' })).toBeHidden();
  await expect(page.getByRole('button', { name: /^Remove/ })).toBeHidden();
});

test('every state is accessible and fits, and a list that cannot be loaded is offered again', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  await page.goto(securityUrl(workspace));
  await expect(page.getByText('Open from everywhere')).toBeVisible();
  await expectAccessible(page, 'open from everywhere');
  await page.getByRole('button', { name: 'Add range' }).click();
  await page.getByLabel('Address or range').fill('192.0.2.0/24');
  await page.getByRole('dialog').getByRole('button', { name: 'Add range' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'add, warned');
  await expectNoSidewaysScroll(page, 'add, warned');
  await page.keyboard.press('Escape');
  await operator.patch(`/v1/workspaces/${workspace.id}`, {
    ipAllowlist: ['2001:db8:1111:2222:3333:4444:5555:6666', '127.0.0.0/8'],
  });
  await page.reload();
  await expect(rangeRow(page, '127.0.0.0/8')).toBeVisible();
  await expectAccessible(page, 'a list');
  await expectNoSidewaysScroll(page, 'a list');

  const path = `**/v1/workspaces/${workspace.id}`;
  await page.route(path, (route) => route.abort());
  await page.reload();
  const failed = page.getByRole('alert').filter({ hasText: 'The list could not be loaded.' });
  await expect(failed).toContainText('The server could not be reached. Nothing was changed.');
  await page.unroute(path);
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect(rangeRow(page, '127.0.0.0/8')).toBeVisible();
  await expect(heading(page, 'Security')).toBeVisible();
});
