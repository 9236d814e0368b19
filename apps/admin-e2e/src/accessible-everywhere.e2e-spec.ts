import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import {
  chooseAction,
  fillRevocation,
  finishReveal,
  generate,
  generateButton,
  heading,
  openActions,
  rowOf,
} from './dashboard.js';
import { expect, test } from './fixtures.js';

/* Every state of every screen: no violation that axe finds, light and dark, and no sideways scroll at any width. */

const LONG_LABEL = 'The integration that nobody dares to touch since the migration of 2019, kept for the warehouse 🚚';

test('the list, and what is done with a key', async ({ page, workspace, installation: { operator }, signedIn: _ }) => {
  test.setTimeout(60_000);
  await page.goto(workspace.keysUrl);
  await expect(page.getByText('No API keys yet')).toBeVisible();
  await expect(page.getByText('Make the first call')).toBeVisible();
  await expectAccessible(page, 'no keys yet');
  await expectNoSidewaysScroll(page, 'no keys yet');

  const disabled = await operator.createKey(workspace.id, {
    label: LONG_LABEL,
    scopes: ['keys:read', 'workspace:write'],
  });
  await operator.changeKey(workspace.id, disabled.id, 'disable');
  const revoked = await operator.createKey(workspace.id, { label: 'W'.repeat(100), type: 'sandbox' });
  await operator.changeKey(workspace.id, revoked.id, 'revoke', { reason: 'unused' });
  await operator.createKey(workspace.id, { label: 'Billing', expiresAt: '2030-01-01T00:00:00Z' });
  await page.reload();
  await expect(rowOf(page, 'Billing')).toBeVisible();
  await expectAccessible(page, 'list');
  await expectNoSidewaysScroll(page, 'list');

  await openActions(page, 'Billing');
  await expectAccessible(page, 'row actions');
  await page.keyboard.press('Escape');

  await chooseAction(page, 'Billing', 'Rename');
  await expectAccessible(page, 'rename');
  await page.keyboard.press('Escape');

  await chooseAction(page, 'Billing', 'Disable');
  await expectAccessible(page, 'disable');
  await page.keyboard.press('Escape');

  await chooseAction(page, 'Billing', 'Revoke');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expectAccessible(page, 'revoke, with errors');
  await expectNoSidewaysScroll(page, 'revoke, with errors');
  await fillRevocation(page, 'Billing');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('The key is revoked')).toBeVisible();
  await expectAccessible(page, 'receipt');
  await expectNoSidewaysScroll(page, 'receipt');
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByLabel('Search').fill('nothing like it');
  await expect(page.getByText('No key matches')).toBeVisible();
  await expectAccessible(page, 'no match');
  await expectNoSidewaysScroll(page, 'no match');
});

test('generating and revealing', async ({ page, workspace, signedIn: _ }) => {
  test.setTimeout(60_000);
  await page.goto(workspace.keysUrl);
  await generateButton(page).click();
  await page.getByLabel('Label').fill(LONG_LABEL);
  await page.getByRole('radio', { name: 'One by one' }).check();
  await page.getByLabel('Expiry').selectOption('custom');
  await page.getByRole('button', { name: 'Generate key' }).click();
  await expect(page.getByText('Tick at least one scope.')).toBeVisible();
  await expectAccessible(page, 'generate, with errors');
  await expectNoSidewaysScroll(page, 'generate, with errors');
  await page.keyboard.press('Escape');

  await generate(page, LONG_LABEL);
  await expectAccessible(page, 'reveal, masked');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show key' }).click();
  await expectAccessible(page, 'reveal, shown and nudged');
  await expectNoSidewaysScroll(page, 'reveal, shown and nudged');
  await finishReveal(page);
  await expectAccessible(page, 'after the reveal');
});

test('the shell, settings and sign-in', async ({ page, context, workspace, installation: { server }, signedIn: _ }) => {
  test.setTimeout(60_000);
  await page.goto(workspace.keysUrl.replace('api-keys', 'workspace'));
  await expect(page.getByLabel('Name')).toBeVisible();
  await expectAccessible(page, 'settings');
  await expectNoSidewaysScroll(page, 'settings');
  await page.getByRole('button', { name: 'Suspend workspace' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectAccessible(page, 'suspend');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /Switch workspace/ }).click();
  await expect(page.getByRole('menuitem', { name: 'New workspace' })).toBeVisible();
  await expectAccessible(page, 'switcher');
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await expect(page.getByLabel('Name')).toBeVisible();
  await expectAccessible(page, 'new workspace');
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByRole('link', { name: 'API keys' })).toBeVisible();
  await expectAccessible(page, 'menu on a phone');
  await page.keyboard.press('Escape');

  await context.clearCookies();
  await page.goto(`${server.url}/login`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter your password.')).toBeVisible();
  await expectAccessible(page, 'sign-in, with errors');
  await expectNoSidewaysScroll(page, 'sign-in, with errors');
  await expect(heading(page, 'Sign in')).toBeVisible();
});

test('with forced colours, controls keep an outline and states keep their words', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.createKey(workspace.id, { label: 'Billing' });
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(workspace.keysUrl);
  await expect(rowOf(page, 'Billing')).toContainText('Active');
  const bordered = (element: Element) => {
    const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
    return borderTopStyle !== 'none' && borderTopWidth !== '0px' && borderTopColor !== backgroundColor;
  };
  expect(await generateButton(page).evaluate(bordered)).toBe(true);
  expect(await page.getByLabel('Search').evaluate(bordered)).toBe(true);
  const current = page.getByRole('link', { name: 'API keys' });
  await expect(current).toHaveAttribute('aria-current', 'page');
  expect(await current.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  await page.getByLabel('Search').focus();
  expect(await page.getByLabel('Search').evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
});

test('with text at 200 % nothing is cut off', async ({ page, workspace, installation: { operator }, signedIn: _ }) => {
  await operator.createKey(workspace.id, { label: LONG_LABEL });
  // What a zoom of 200 % leaves of a window of 1280 × 800.
  await page.setViewportSize({ width: 640, height: 400 });
  await page.goto(workspace.keysUrl);
  await expect(page.getByRole('listitem').filter({ hasText: 'warehouse' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await generateButton(page).click();
  await page.getByRole('button', { name: 'Generate key' }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('button', { name: 'Generate key' })).toBeInViewport();
});
