import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { heading } from './dashboard.js';
import { expect, type Installation, signInAs, test, type Workspace } from './fixtures.js';
import { newPerson } from './people.js';
import { SecretSweep } from './secret-sweep.js';

async function invitationFor({ operator }: Installation, { id }: Workspace, email: string): Promise<string> {
  const body = { email, role: 'developer' };
  return (await operator.post<{ link: string }>(`/v1/workspaces/${id}/invitations`, body)).link;
}

let newcomers = 0;
const newAddress = (): string => `newcomer${++newcomers}@example.com`;

test('somebody without an account makes one with the link, whose token leaves the address at once', async ({
  page,
  workspace,
  installation,
}) => {
  const email = newAddress();
  const link = await invitationFor(installation, workspace, email);
  const token = link.split('#token=')[1] ?? '';
  await page.goto(link);
  await expect(page.getByText(`You are invited to the workspace ${workspace.name}.`)).toBeVisible();
  await expect(page.getByText('Developer.')).toBeVisible();
  expect(page.url()).toBe(`${installation.server.url}/invitations/accept`);
  await expect(page.getByLabel('Mail address')).toHaveValue(email);

  await page.getByRole('button', { name: 'Create account and join' }).click();
  await expect(page.getByText('Choose a password.')).toBeVisible();
  await page.getByLabel('Your name').fill('Grace Hopper');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account and join' }).click();
  await expect(page.getByText('Use 12 characters or more.')).toBeVisible();
  await page.getByLabel('Password').fill('a long enough password');
  const sweep = new SecretSweep(page);
  await page.getByRole('button', { name: 'Create account and join' }).click();
  await expect(heading(page, 'Overview')).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(workspace.name));
  await sweep.expectToFind(email);
  for (const [place, kept] of Object.entries(await keptByThePage(page))) expect(kept, place).not.toContain(token);
});

/** The token had to be sent, so only what stays is looked at. */
const keptByThePage = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => ({
    document: document.documentElement.outerHTML,
    address: window.location.href,
    history: JSON.stringify(window.history.state),
    storage: JSON.stringify([{ ...window.localStorage }, { ...window.sessionStorage }]),
  }));

test('while the link is looked at, its token is nowhere in the page', async ({ page, workspace, installation }) => {
  const link = await invitationFor(installation, workspace, newAddress());
  const [address = '', fragment = ''] = link.split('#');
  await page.goto(address);
  await expect(page.getByText('Open the link of the invitation')).toBeVisible();
  // In the same page: of a page that is loaded, the browser itself remembers the whole address.
  await page.evaluate((hash) => (window.location.hash = hash), fragment);
  await expect(page.getByLabel('Your name')).toBeVisible();
  const sweep = new SecretSweep(page);
  await sweep.expectToFind(workspace.name);
  await sweep.expectNothingOf(fragment.replace('token=', ''));
});

test('somebody with an account signs in and joins, and somebody else is asked to make room', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const person = await newPerson(installation);
  const link = await invitationFor(installation, workspace, person.email);
  await signInAs(context, installation.server, (await newPerson(installation)).session);
  await page.goto(link);
  await expect(page.getByText('This invitation is for another account.')).toBeVisible();
  await page.getByRole('button', { name: `Sign out, and go on as ${person.email}` }).click();
  await expect(page.getByLabel('Mail address')).toHaveValue(person.email);
  await expect(page.getByLabel('Mail address')).not.toBeEditable();
  await page.getByLabel('Password').fill('not the password at all');
  await page.getByRole('button', { name: 'Sign in and join' }).click();
  await expect(page.getByRole('alert')).toContainText('The mail address or the password is wrong.');
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in and join' }).click();
  await expect(heading(page, 'Overview')).toBeVisible();

  await context.clearCookies();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByText('This link opens nothing, or nothing any more.')).toBeVisible();
  await page.getByRole('link', { name: 'sign in' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
});

test('whoever is signed in already joins with one press', async ({ page, context, workspace, installation }) => {
  const person = await newPerson(installation);
  const link = await invitationFor(installation, workspace, person.email);
  await signInAs(context, installation.server, person.session);
  await page.goto(link);
  await page.getByRole('button', { name: `Join as ${person.name}` }).click();
  await expect(heading(page, 'Overview')).toBeVisible();
});

test('every state is accessible and fits', async ({ page, workspace, installation, signedIn: _ }) => {
  test.setTimeout(60_000);
  const { url } = installation.server;
  await page.goto(`${url}/invitations/accept`);
  await expect(page.getByText('Open the link of the invitation')).toBeVisible();
  await expectAccessible(page, 'no token');
  await page.goto(`${url}/invitations/accept#token=nobody-ever-made-this`);
  await expect(page.getByText('This link opens nothing, or nothing any more.')).toBeVisible();
  await expectAccessible(page, 'void');
  const person = await newPerson(installation);
  await page.goto('about:blank');
  await page.goto(await invitationFor(installation, workspace, person.email));
  await expect(page.getByText('This invitation is for another account.')).toBeVisible();
  await expectAccessible(page, 'for another account');
  await expectNoSidewaysScroll(page, 'for another account');

  const link = await invitationFor(installation, workspace, newAddress());
  await page.route('**/invitations/preview', (route) => route.abort());
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('alert')).toContainText('The invitation could not be read.');
  await page.unroute('**/invitations/preview');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Create account and join' }).click();
  await expectAccessible(page, 'new account, with errors');
  await expectNoSidewaysScroll(page, 'new account, with errors');
});
