import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { Authenticator } from './authenticator.js';
import { heading, rowOf } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { newPerson, type Person } from './people.js';
import { SecretSweep } from './secret-sweep.js';
import { Session } from './session.js';

async function signIn(page: Page, { email }: Person, password: string): Promise<void> {
  await page.getByLabel('Mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a second factor is turned on, asked for, renewed and turned off, and none of it stays in the page', async ({
  page,
  context,
  installation,
}) => {
  test.setTimeout(60_000);
  const { server } = installation;
  const person = await newPerson(installation, 'support');
  await signInAs(context, server, person.session);
  await page.goto(`${server.url}/account`);
  const sweep = new SecretSweep(page);
  const begun = page.waitForResponse('**/v1/auth/two-factor');
  await page.getByRole('button', { name: 'Turn on' }).click();
  const { secret } = (await (await begun).json()) as { secret: string };
  const dialog = page.getByRole('dialog', { name: 'Turn on the second factor' });
  await expect(dialog.getByRole('img', { name: 'QR code for an authenticator app' }).locator('path')).toHaveAttribute(
    'd',
    /^M/,
  );
  await sweep.expectNothingOf(secret);
  await dialog.getByRole('button', { name: 'Show secret' }).click();
  await expect(dialog.getByTestId('secret')).toHaveText(secret);
  await expectAccessible(page, 'turning on');
  await expectNoSidewaysScroll(page, 'turning on');

  const app = new Authenticator(secret);
  await dialog.getByLabel('Code', { exact: true }).fill('000000');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expect(dialog.getByLabel('Code', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Code', { exact: true }).fill(app.code());
  const confirmed = page.waitForResponse((response) => response.url().endsWith('/confirm') && response.ok());
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  const { recoveryCodes } = (await (await confirmed).json()) as { recoveryCodes: string[] };
  expect(recoveryCodes).toHaveLength(10);
  const reveal = page.getByRole('alertdialog', { name: 'Your recovery codes' });
  await reveal.getByRole('button', { name: 'Copy codes' }).click();
  for (const code of recoveryCodes) await sweep.expectNothingOf(code);
  await reveal.getByRole('button', { name: 'Show codes' }).click();
  await expect(reveal.getByTestId('secret')).toHaveText(recoveryCodes.join('\n'), { useInnerText: true });
  await expectNoSidewaysScroll(page, 'recovery codes');
  await reveal.getByRole('checkbox').check();
  await reveal.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Besides the password you are asked for a code')).toBeVisible();
  await sweep.expectNothingOf(secret);
  for (const code of recoveryCodes) await sweep.expectNothingOf(code);

  await page.getByRole('button', { name: 'New recovery codes' }).click();
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await reveal.getByRole('checkbox').check();
  await reveal.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Turn off' }).click();
  const off = page.getByRole('dialog', { name: 'Turn off the second factor?' });
  await off.getByLabel('Code', { exact: true }).fill(recoveryCodes[0] ?? '');
  await off.getByRole('button', { name: 'Turn off' }).click();
  await expect(off.getByLabel('Code', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await off.getByLabel('Code', { exact: true }).fill(app.code(1));
  await off.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
});

test('a sign-in that was a while ago is confirmed first, and what was begun goes on', async ({
  page,
  context,
  installation,
}) => {
  const { server } = installation;
  const person = await newPerson(installation);
  await signInAs(context, server, person.session);
  let stale = true;
  await page.route('**/v1/auth/two-factor', async (route) => {
    const json = { status: 403, code: 'confirmation_needed', title: '', detail: 'Confirm.', requestId: 'r', type: '' };
    await (stale ? route.fulfill({ status: 403, json }) : route.continue());
    stale = false;
  });
  await page.goto(`${server.url}/account`);
  await page.getByRole('button', { name: 'Turn on' }).click();
  const ask = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  stale = true;
  await page.getByRole('button', { name: 'Turn on' }).click();
  await ask.getByLabel('Password').fill(person.password);
  await ask.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('dialog', { name: 'Turn on the second factor' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeFocused();

  // Where a dialog comes first, it waits: two over each other would fight for the focus.
  await page.route('**/v1/auth/me', async (route) => {
    const response = await route.fetch();
    const me = (await response.json()) as object;
    await route.fulfill({ response, json: { ...me, twoFactor: true, confirmedAt: '2020-01-01T00:00:00Z' } });
  });
  await page.reload();
  await page.getByRole('button', { name: 'New recovery codes' }).click();
  await expect(ask.getByLabel('Code', { exact: true })).toBeVisible();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await expect(ask).toBeHidden();
  await expect(page.getByRole('alertdialog')).toBeHidden();
});

test('sessions are listed and ended, and a new password ends all others', async ({ page, context, installation }) => {
  const { server } = installation;
  const person = await newPerson(installation);
  const { email, password } = person;
  const again = () => Session.signIn(server.url, { email, password });
  const others = [await again(), await again()];
  await signInAs(context, server, person.session);
  await page.goto(`${server.url}/account`);
  const rows = page.getByRole('row').filter({ hasText: '127.0.0.1' });
  await expect(rows).toHaveCount(3);
  await expect(rowOf(page, 'This session').getByRole('button')).toBeHidden();
  await rows
    .first()
    .getByRole('button', { name: /^End the session/ })
    .click();
  await expect(page.getByRole('button', { name: 'Keep session' })).toBeFocused();
  await page.getByRole('button', { name: 'End session' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'End all others' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End all others' }).click();
  await expect(rows).toHaveCount(1);
  for (const other of others) await expect(other.get('/v1/auth/me')).rejects.toThrow('401');

  const later = await again();
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change your password' });
  await dialog.getByLabel('Current password').fill('not this one, surely');
  await dialog.getByLabel('New password').fill('the next long password');
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog.getByText('The password is wrong.')).toBeVisible();
  await dialog.getByLabel('Current password').fill(person.password);
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog).toBeHidden();
  await expect(later.get('/v1/auth/me')).rejects.toThrow('401');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await signIn(page, person, 'the next long password');
  await expect(heading(page, 'Sign in')).toBeHidden();
});

test('who has forgotten their password is told the same whoever they are, and who can help', async ({
  page,
  installation: { server },
}) => {
  await page.goto(`${server.url}/login`);
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await expect(heading(page, 'Forgotten your password?')).toBeFocused();
  await page.getByRole('button', { name: 'Ask for a link' }).click();
  await expect(page.getByText('Enter your mail address.')).toBeVisible();
  await expectAccessible(page, 'forgotten, with errors');
  await page.getByLabel('Mail address').fill('nobody@example.com');
  await page.getByRole('button', { name: 'Ask for a link' }).click();
  await expect(page.getByText('This installation mails no links.')).toBeVisible();
  await expectAccessible(page, 'no links');
  await expectNoSidewaysScroll(page, 'no links');

  await page.route('**/v1/auth/password-reset', (route) => route.fulfill({ status: 202, json: { mailsLinks: true } }));
  await page.reload();
  await page.getByLabel('Mail address').fill('nobody@example.com');
  await page.getByRole('button', { name: 'Ask for a link' }).click();
  await expect(page.getByText('If there is an account with this address, a link is on its way to it.')).toBeVisible();
  await expectAccessible(page, 'a link is on its way');
});

test('the account is accessible and fits, also where what is to be shown cannot be loaded', async ({
  page,
  installation: { server },
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  await page.goto(`${server.url}/account`);
  await expect(rowOf(page, 'This session')).toBeVisible();
  await expectAccessible(page, 'account');
  await expectNoSidewaysScroll(page, 'account');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Change password' }).click();
  await expectAccessible(page, 'password, with errors');
  await expectNoSidewaysScroll(page, 'password, with errors');
  await page.keyboard.press('Escape');
  await page.route('**/v1/auth/sessions*', (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Your sessions could not be loaded.');
  await page.unroute('**/v1/auth/sessions*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rowOf(page, 'This session')).toBeVisible();
});
