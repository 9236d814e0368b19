import { generateButton, heading } from './dashboard.js';
import { expect, test } from './fixtures.js';
import { Operator, OPERATOR } from './operator.js';

test('signing in leads to where one wanted to go', async ({ page, workspace }) => {
  const wanted = `${workspace.keysUrl}?state=active`;
  await page.goto(wanted);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page.getByText('Your session has ended')).toBeHidden();

  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter your mail address.')).toBeVisible();
  await page.getByLabel('Mail address').fill(OPERATOR.email);
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('The mail address or the password is wrong.');
  await expect(page.getByLabel('Password')).toBeFocused();
  await expect(page.getByLabel('Password')).toHaveValue('');

  await page.getByLabel('Password').fill(OPERATOR.password);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'API keys')).toBeVisible();
  expect(page.url()).toBe(wanted);
});

test('a lost session leads back to sign-in with a note, and from there to where one was', async ({
  page,
  context,
  workspace,
  installation: { server, operator },
}) => {
  await operator.createKey(workspace.id, { label: 'Billing' });
  const session = await Operator.signIn(server.url);
  await context.addCookies([{ ...session.cookie, url: server.url, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(workspace.keysUrl);
  await expect(generateButton(page)).toBeVisible();
  await expect(page.getByText(OPERATOR.email)).toBeVisible();

  await session.signOut();
  await page.getByLabel('State').selectOption('revoked');
  await expect(page.getByText('Your session has ended. Sign in, and you are back where you were.')).toBeVisible();

  await page.getByLabel('Mail address').fill(OPERATOR.email);
  await page.getByLabel('Password').fill(OPERATOR.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('No key matches')).toBeVisible();
  expect(page.url()).toBe(`${workspace.keysUrl}?state=revoked`);
});

test('signing out ends the session', async ({ page, context, workspace, installation: { server } }) => {
  const session = await Operator.signIn(server.url);
  await context.addCookies([{ ...session.cookie, url: server.url, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(workspace.keysUrl);
  await expect(generateButton(page)).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await page.goto(workspace.keysUrl);
  await expect(heading(page, 'Sign in')).toBeVisible();
});

test('after too many attempts, sign-in says when to try again', async ({ page, installation: { server } }) => {
  await page.goto(`${server.url}/login`);
  await page.getByLabel('Mail address').fill('mallory@example.com');
  const tooMany = page.getByRole('alert').filter({ hasText: 'Too many attempts' });
  for (let attempt = 0; attempt <= 10 && !(await tooMany.isVisible()); attempt++) {
    await page.getByLabel('Password').fill(`guess number ${attempt}`);
    const answered = page.waitForResponse('**/v1/auth/login');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await answered;
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in' })).not.toHaveAttribute('aria-disabled');
  }
  await expect(tooMany).toContainText(/Try again in \d+ (minutes|seconds), at \d\d:\d\d/);
});
