import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { chooseAction, heading, openActions, rowOf } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { newMember, newPerson } from './people.js';
import { SecretSweep } from './secret-sweep.js';

test('staff are made, change roles and leave', async ({ page, installation, signedIn: _ }) => {
  const { server } = installation;
  await page.goto(`${server.url}/operator/staff`);
  await expect(rowOf(page, 'ada@example.com')).toContainText('Operator');
  await page.getByRole('button', { name: 'New account' }).click();
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Choose a first password.')).toBeVisible();
  await expectAccessible(page, 'new account, with errors');
  await expectNoSidewaysScroll(page, 'new account, with errors');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Grace');
  await dialog.getByLabel('Mail address').fill('ada@example.com');
  await dialog.getByLabel('First password').fill('a long first password');
  await dialog.getByRole('radio', { name: /^Support/ }).check();
  await dialog.getByRole('button', { name: 'Create account' }).click();
  await expect(dialog.getByLabel('Mail address')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Mail address').fill('grace@example.com');
  await dialog.getByRole('button', { name: 'Create account' }).click();
  await expect(rowOf(page, 'Grace')).toContainText('Support');

  await openActions(page, 'Grace');
  await expectAccessible(page, 'accounts, with a menu');
  await page.keyboard.press('Escape');
  await expectNoSidewaysScroll(page, 'accounts');
  await chooseAction(page, 'Grace', 'Change role');
  await page.getByRole('radio', { name: /^No staff/ }).check();
  await expectAccessible(page, 'role');
  await page.getByRole('button', { name: 'Change role' }).click();
  await expect(rowOf(page, 'Grace')).toContainText('No staff');
  await expect(page.getByRole('button', { name: 'Actions for Grace' })).toBeFocused();

  await chooseAction(page, 'Grace', 'Has left…');
  await expect(page.getByRole('button', { name: 'They stay' })).toBeFocused();
  await page.getByRole('button', { name: 'They have left' }).click();
  await expect(rowOf(page, 'Grace')).toContainText('Left');
  await expect(page.getByRole('button', { name: 'Actions for Grace' })).toBeHidden();
});

test('a password link is shown once and stays nowhere, after a stale sign-in is confirmed', async ({
  page,
  context,
  installation,
}) => {
  const { server } = installation;
  const boss = await newPerson(installation, 'operator');
  const forgetful = await newPerson(installation);
  await signInAs(context, server, boss.session);
  const sweep = new SecretSweep(page);
  await page.goto(`${server.url}/operator/staff`);
  const stale = { code: 'confirmation_needed', status: 403, title: '', detail: 'Confirm.', requestId: 'r' };
  await page.route('**/password-reset', (route) => route.fulfill({ status: 403, json: stale }), { times: 1 });
  await chooseAction(page, forgetful.name, 'Make a password link');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByLabel('Password', { exact: true }).fill(boss.password);
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/password-reset') && answer.ok());
  await page.getByRole('button', { name: 'Confirm' }).click();
  const { link } = (await (await answered).json()) as { link: string };
  const reveal = page.getByRole('alertdialog', { name: `Password link for ${forgetful.name}` });
  await expect(reveal).toBeVisible();
  await expect(page.getByTestId('secret')).not.toContainText(link);
  await expectAccessible(page, 'link');
  await page.getByRole('button', { name: 'Show link' }).click();
  await expect(page.getByTestId('secret')).toHaveText(link);
  await page.getByLabel('I have handed this link on').check();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(reveal).toBeHidden();
  await sweep.expectNothingOf(link.split('token=')[1] ?? link);

  await page.goto(link.replace(/^https?:\/\/[^/]+/, server.url));
  await page.getByLabel('New password', { exact: true }).fill('a password of their own');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
});

test('what cannot be done is said, and who may', async ({ page, context, workspace, installation }) => {
  const { server, operator } = installation;
  const person = await newPerson(installation);
  await signInAs(context, server, operator);
  await page.goto(`${server.url}/operator/staff`);
  await chooseAction(page, person.name, 'Take off two-factor');
  await page.getByRole('button', { name: 'Take it off' }).click();
  await expect(page.getByRole('alert')).toContainText('The second factor was not taken off.');
  await expectAccessible(page, 'no second factor');
  await page.keyboard.press('Escape');

  await page.route('**/v1/users*', (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The accounts could not be loaded.');

  const owner = await newMember(installation, workspace, 'owner');
  await signInAs(context, server, owner.session);
  await page.goto(`${server.url}/operator/staff`);
  await expect(heading(page, 'Accounts')).toBeVisible();
  await expect(page.getByText('To manage accounts you need the role operator.')).toBeVisible();
  await expectAccessible(page, 'forbidden');
});
