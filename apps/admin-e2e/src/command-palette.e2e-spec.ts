import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { generateButton, heading, rowOf } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { Operator } from './operator.js';
import { newMember } from './people.js';
import { SecretSweep } from './secret-sweep.js';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Command palette' });
const field = (page: Page) => page.getByRole('combobox', { name: 'Go to, or do' });
const option = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name });

test('Ctrl-K leads to screens, keys, workspaces and actions, by keyboard alone', async ({
  page,
  context,
  workspace,
  installation: { server, operator, apiId },
}) => {
  // A session of its own, which ends here.
  await signInAs(context, server, await Operator.signIn(server.url));
  const other = await operator.createWorkspace(apiId, 'Zebra Post');
  // Older than what is offered before anything is typed.
  for (let number = 1; number <= 8; number++) await operator.createWorkspace(apiId, `Newer ${number}`);
  await operator.createKey(workspace.id, { label: 'Nightly export' });
  await page.goto(workspace.keysUrl);
  await expect(rowOf(page, 'Nightly export')).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await expect(option(page, /^Workspace settings/)).toBeVisible();
  await expectAccessible(page, 'palette');
  await expectNoSidewaysScroll(page, 'palette');
  await page.keyboard.type('nightly');
  await expect(option(page, /^Nightly export/)).toBeVisible();
  await expect(palette(page).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
  await expect(page).toHaveURL(/settings\/api-keys\/key_/);
  await expect(heading(page, 'Nightly export')).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(option(page, /^Newer 8/)).toBeVisible();
  await expect(option(page, /^Zebra Post/)).toHaveCount(0);
  await page.keyboard.type('zebra');
  await expect(option(page, /^Zebra Post/)).toHaveAttribute('data-highlighted');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/w/${other.id}$`));

  await page.keyboard.press('Control+k');
  await page.keyboard.type('no such thing');
  await expect(palette(page).getByText('Nothing is called like that.')).toBeVisible();
  await expectAccessible(page, 'palette, nothing fits');
  await field(page).fill('generate');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Generate a new key' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(generateButton(page)).toBeVisible();

  await page.getByRole('button', { name: 'Go to…' }).click();
  await page.keyboard.type('sign out');
  await page.keyboard.press('Enter');
  await expect(page.getByText('You are signed out.')).toBeVisible();
});

test('a whole key typed there is gone at once and leads to the leak desk', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  const { secret } = await operator.createKey(workspace.id, { label: 'Billing' });
  const sweep = new SecretSweep(page);
  await page.goto(workspace.keysUrl);
  await expect(rowOf(page, 'Billing')).toBeVisible();
  await page.keyboard.press('Control+k');
  await field(page).fill(secret);
  await expect(field(page)).toHaveValue('');
  await expect(palette(page).getByRole('alert')).toContainText('cleared before anything was sent');
  await expectAccessible(page, 'palette, guarded');
  await palette(page).getByRole('link', { name: 'leak desk' }).click();
  await expect(heading(page, 'Leak desk')).toBeFocused();
  await sweep.expectNothingOf(secret);
});

test('a phone has a button for it, a viewer is offered what is theirs, and a lost server is told', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const viewer = await newMember(installation, workspace, 'viewer');
  await signInAs(context, installation.server, viewer.session);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(workspace.keysUrl);
  await page.getByRole('button', { name: 'Go to…' }).click();
  await expect(option(page, /^API keys/)).toBeVisible();
  await expect(option(page, 'Sign out')).toBeVisible();
  for (const notTheirs of ['Generate a new key', 'Look up a leaked key', 'APIs and plans', 'Accounts']) {
    await expect(option(page, notTheirs)).toHaveCount(0);
  }
  await page.route('**/v1/workspaces/*/keys?*', (route) => route.abort());
  await field(page).fill('billing');
  await expect(palette(page).getByRole('alert')).toContainText('The server could not be asked');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Go to…' })).toBeFocused();
});
