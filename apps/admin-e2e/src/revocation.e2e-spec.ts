import { chooseAction, fillRevocation, rowOf } from './dashboard.js';
import { expect, test } from './fixtures.js';
import { callWithKey } from './operator.js';

test.beforeEach(async ({ page, workspace, installation: { operator }, signedIn: _ }) => {
  await operator.createKey(workspace.id, { label: 'Billing' });
  await page.goto(workspace.keysUrl);
  await chooseAction(page, 'Billing', 'Revoke');
});

test('asks for a reason and the label, and says what will happen', async ({ page }) => {
  const dialog = page.getByRole('alertdialog', { name: 'Revoke this key?' });
  await expect(dialog).toHaveAccessibleDescription(
    'Programs that still use this key fail from the next request. This cannot be undone.',
  );
  await expect(page.getByRole('button', { name: 'Keep key' })).toBeFocused();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByLabel('Reason')).toHaveAccessibleDescription(/Choose a reason/);
  await expect(page.getByLabel('Type the label to confirm')).toHaveAccessibleDescription(/not the label/);
  await fillRevocation(page, 'billing');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, 'Billing')).toContainText('Active');
});

test('a receipt says when, by whom and why', async ({ page }) => {
  await fillRevocation(page, 'Billing', 'owner_left');
  await page.getByLabel('Note').fill('Ticket 4711');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  const receipt = page.getByRole('alertdialog', { name: 'The key is revoked' });
  await expect(receipt).toContainText('You (ada@example.com)');
  await expect(receipt).toContainText('Its owner has left');
  await expect(receipt).toContainText('Ticket 4711');
  await expect(receipt).toContainText(/\d\d:\d\d/);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(rowOf(page, 'Billing')).toContainText('Revoked');
});

test('a failure says that the key is still active, and the key is', async ({ page, workspace, installation }) => {
  const { server, operator } = installation;
  const { secret } = await operator.createKey(workspace.id, { label: 'Export' });
  await page.keyboard.press('Escape');
  await page.reload();
  await page.route('**/revoke', (route) => route.abort());
  await chooseAction(page, 'Export', 'Revoke');
  await fillRevocation(page, 'Export');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByRole('alert')).toContainText('The key is still active.');
  expect(await callWithKey(server.url, secret)).toBe(200);
});

test('a revocation whose answer was lost is found out about', async ({ page }) => {
  await page.route('**/revoke', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await fillRevocation(page, 'Billing');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByRole('alertdialog', { name: 'The key is revoked' })).toBeVisible();
});

test('with the server out of reach nothing is claimed', async ({ page }) => {
  await page.route('**/v1/**', (route) => route.abort());
  await fillRevocation(page, 'Billing');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByRole('alert')).toContainText('The revocation is not confirmed');
});
