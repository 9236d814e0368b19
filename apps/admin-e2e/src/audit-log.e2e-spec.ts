import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { heading } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { newMember, newPerson } from './people.js';

const entryRow = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

const HASH = '0'.repeat(64);
const look = (more: object) => ({
  verified: false,
  verifiedThrough: 10_000,
  entries: 10_000,
  head: { sequence: 12_345, hash: HASH },
  checkpoint: { sequence: 0, hash: HASH },
  unchained: 0,
  firstBroken: null,
  nextCursor: null,
  ...more,
});

test('entries say who did what to what and why, show what changed, and the log says that it is whole', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  const key = await operator.createKey(workspace.id, { label: 'Billing' });
  await operator.patch(`/v1/workspaces/${workspace.id}/keys/${key.id}`, { label: 'Invoices' });
  await operator.changeKey(workspace.id, key.id, 'revoke', { reason: 'owner_left' });
  await page.goto(`${server.url}/w/${workspace.id}/audit`);
  await expect(page.getByText(/^Verified up to entry \d+$/)).toBeVisible();
  const revoked = entryRow(page, 'Revoked a key');
  await expect(revoked).toContainText('Reason: its owner has left');
  await expect(revoked.getByRole('cell').first()).toContainText('You');
  await expect(revoked).toContainText('from 127.0.0.1');
  await expect(revoked.getByRole('link', { name: 'Invoices' })).toHaveAttribute('href', new RegExp(key.id));
  const changed = entryRow(page, 'Changed a key');
  await changed.getByText('Details').click();
  await expect(changed.getByRole('deletion')).toHaveText('Billing');
  await expect(changed.getByRole('insertion')).toHaveText('Invoices');
  await expect(changed).toContainText('Request');
  await expectAccessible(page, 'the log');
  await expectNoSidewaysScroll(page, 'the log');
  expect(await page.content()).not.toContain(key.secret);

  await operator.createKey(workspace.id, { label: 'One more' });
  const before = await page.getByText(/^Verified up to entry/).textContent();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText(/^Verified up to entry/)).not.toHaveText(before ?? '');
});

test('the log is narrowed in the address, from a row and by fields; what is exported is narrowed too', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  const key = await operator.createKey(workspace.id, { label: '=Billing' });
  await operator.createKey(workspace.id, { label: 'Other' });
  await operator.changeKey(workspace.id, key.id, 'disable');
  await page.goto(`${server.url}/w/${workspace.id}/audit`);
  await page.getByRole('button', { name: 'Filters from “Disabled a key”' }).click();
  await page.getByRole('menuitem', { name: 'Everything about this target' }).click();
  await expect(page).toHaveURL(new RegExp(`targetId=${key.id}`));
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByLabel('Action').selectOption('key.created');
  await expect(page.getByRole('row')).toHaveCount(2);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export as CSV' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(key.id);

  await page.getByLabel('From', { exact: true }).fill('2020-01-01');
  await page.getByLabel('To', { exact: true }).fill('2020-01-02');
  await expect(page.getByText('No entry matches')).toBeVisible();
  await expectAccessible(page, 'no entry matches');
  await page.reload();
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('2020-01-02');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(entryRow(page, 'Disabled a key')).toBeVisible();

  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  await page.getByLabel('Target').focus();
  await page.keyboard.insertText(key.secret);
  await expect(page.getByLabel('Target')).toHaveValue('');
  await expect(page.getByLabel('Target')).toHaveAccessibleDescription(/It was cleared before anything was sent/);
  await page.getByLabel('Target').fill('not an id');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Target')).toHaveAccessibleDescription(/Enter an id/);
  expect(sent.join()).not.toContain(key.secret);
  expect(page.url()).not.toContain(key.secret);
});

test('a long log tells how far it came; a broken one is named loudly; one that cannot be verified is not called whole', async ({
  page,
  workspace,
  installation: { server },
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const broken = { sequence: 12_001, id: 'aud_01', why: 'changed' };
  await page.route('**/audit/verification*', async (route) => {
    if (!route.request().url().includes('cursor=')) {
      return route.fulfill({ json: { workspaceId: workspace.id, ...look({ nextCursor: 'more' }) } });
    }
    await held;
    const last = look({ entries: 2_000, verifiedThrough: 12_000, firstBroken: broken });
    return route.fulfill({ json: { workspaceId: workspace.id, ...last } });
  });
  await page.goto(`${server.url}/w/${workspace.id}/audit`);
  await expect(page.getByText('10,000 entries so far, up to 12,345 in this chain.')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Verifying the log' })).toBeVisible();
  await expectAccessible(page, 'verifying');
  goOn();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('This log is broken');
  await expect(alert).toContainText('Entry 12,001 is not as it was written');
  await expect(alert).toContainText('aud_01');
  await expect(alert).toContainText('Verified up to entry 12,000.');
  await expectAccessible(page, 'broken');
  await expectNoSidewaysScroll(page, 'broken');

  await page.unrouteAll();
  await page.route('**/audit/verification*', (route) => route.abort());
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(alert).toContainText('The log could not be verified.');
  await expect(page.getByText('Verified up to')).toBeHidden();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/^Verified up to entry \d+$/)).toBeVisible();
});

test('operators see and verify everything; who may not is told who can', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  test.setTimeout(60_000);
  const { server } = installation;
  const operator = await newPerson(installation, 'operator');
  await signInAs(context, server, operator.session);
  await page.goto(`${server.url}/operator/audit?action=workspace.created`);
  await expect(heading(page, 'Audit log of all')).toBeVisible();
  await expect(entryRow(page, 'Created a workspace').getByRole('link', { name: workspace.name }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Verify all' }).click();
  await expect(page.getByText(/^All \d+ chains are verified$/)).toBeVisible();
  await expectAccessible(page, 'the log of all');
  await expectNoSidewaysScroll(page, 'the log of all');

  const developer = await newMember(installation, workspace, 'developer');
  await signInAs(context, server, developer.session);
  await page.goto(`${server.url}/w/${workspace.id}/audit`);
  await expect(page.getByText('To see the audit log you need the role owner or admin.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
  await page.goto(`${server.url}/operator/audit`);
  await expect(page.getByText('you need the role operator')).toBeVisible();
  await expectAccessible(page, 'forbidden');
});
