import { generateButton, heading, revealDialog, rowOf } from './dashboard.js';
import { expect, test } from './fixtures.js';
import { tabTo } from './keyboard.js';

test('generate, copy, done and revoke without a mouse', async ({
  page,
  context,
  workspace,
  installation,
  signedIn: _,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: installation.server.url });
  await page.goto(workspace.keysUrl);
  await expect(generateButton(page)).toBeVisible();

  await test.step('the skip link jumps over the navigation', async () => {
    await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  await test.step('generate', async () => {
    await tabTo(page, generateButton(page));
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Label')).toBeFocused();
    await page.keyboard.type('Nightly export');
    await page.keyboard.press('Enter');
  });

  await test.step('copy, tick, done', async () => {
    await expect(page.getByRole('button', { name: 'Copy key' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Copied. Paste it where it belongs')).toBeVisible();
    await tabTo(page, page.getByLabel('I have stored this key in a safe place'));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Done' }));
    await page.keyboard.press('Enter');
    await expect(revealDialog(page)).toBeHidden();
  });

  await test.step('revoke: focus comes back to the row, and starts on Keep', async () => {
    const actions = page.getByRole('button', { name: 'Actions for Nightly export' });
    await expect(actions).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Keep key' })).toBeFocused();
    await tabTo(page, page.getByLabel('Reason'));
    await page.keyboard.press('ArrowDown');
    await expect(page.getByLabel('Reason')).toHaveValue('compromised');
    await tabTo(page, page.getByLabel('Type the label to confirm'));
    await page.keyboard.type('Nightly export');
    await tabTo(page, page.getByRole('button', { name: 'Revoke key' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alertdialog', { name: 'The key is revoked' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Close' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(rowOf(page, 'Nightly export')).toContainText('Revoked');
    await expect(actions).toBeFocused();
  });
});

test('rotate, and revoke the old key, without a mouse', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  const { id } = await operator.createKey(workspace.id, { label: 'Nightly export' });
  await page.goto(`${workspace.keysUrl}/${id}`);
  await expect(heading(page, 'Nightly export')).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: 'Rotate' }));
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Rotate Nightly export')).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Rotate key' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy key' })).toBeFocused();
  await tabTo(page, page.getByLabel('I have stored this key in a safe place'));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Handover to Nightly export')).toBeFocused();

  await tabTo(page, page.getByRole('button', { name: 'Revoke now…' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep key' })).toBeFocused();
  await tabTo(page, page.getByLabel('Type the label to confirm'));
  await page.keyboard.type('Nightly export');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The old key opens nothing any more', { exact: true })).toBeVisible();
  await expect(heading(page, 'Handover to Nightly export')).toBeFocused();
});

test('a change of route moves focus to the heading and names the tab', async ({ page, workspace, signedIn: _ }) => {
  await page.goto(workspace.keysUrl);
  await expect(page).toHaveTitle(`API keys · ${workspace.name} · Latchkey`);
  await page.getByRole('link', { name: 'Workspace settings' }).click();
  await expect(heading(page, 'Workspace settings')).toBeFocused();
  await expect(page).toHaveTitle(`Workspace settings · ${workspace.name} · Latchkey`);
});
