import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { heading } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { newMember, newPerson } from './people.js';

test('home leads everybody to where their work begins', async ({ page, context, workspace, installation }) => {
  const { server, operator, apiId } = installation;
  const nobody = await newPerson(installation);
  await page.goto(`${server.url}/login`);
  await page.getByLabel('Mail address').fill(nobody.email);
  await page.getByLabel('Password').fill(nobody.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'No workspace yet')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(`invite ${nobody.email}`);
  await expectAccessible(page, 'no workspace');
  await expectNoSidewaysScroll(page, 'no workspace');
  await page.goto(`${server.url}/setup`);
  await expect(heading(page, 'No workspace yet')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();

  const support = await newPerson(installation, 'support');
  await page.getByLabel('Mail address').fill(support.email);
  await page.getByLabel('Password').fill(support.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Leak desk')).toBeVisible();

  const member = await newMember(installation, workspace, 'viewer');
  await operator.createWorkspace(apiId, 'Newer, and not theirs');
  await signInAs(context, server, member.session);
  await page.goto(server.url);
  await expect(page).toHaveURL(new RegExp(`/w/${workspace.id}$`));

  await page.route('**/v1/workspaces?*', (route) => route.abort());
  await page.goto(server.url);
  await expect(page.getByRole('alert')).toContainText('Your workspaces could not be loaded.');
});

test('the switcher names the API of each workspace, to members and to support as well', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const { server, operator, apiId } = installation;
  const member = await newMember(installation, workspace, 'developer');
  const second = await operator.createWorkspace(apiId, 'Second home');
  await operator.post(`/v1/workspaces/${second.id}/members`, { email: member.email, role: 'viewer' });
  await signInAs(context, server, member.session);
  await page.goto(workspace.keysUrl);
  const switcher = page.getByRole('button', { name: /Switch workspace/ });
  await expect(switcher).toContainText('Start Messaging');
  await switcher.click();
  await expect(page.getByRole('group', { name: 'Start Messaging' }).getByRole('menuitem')).toHaveText([
    'Second home',
    workspace.name,
  ]);
  await expectAccessible(page, 'switcher of a member');
  await page.getByRole('menuitem', { name: 'Second home' }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${second.id}$`));

  const support = await newPerson(installation, 'support');
  await signInAs(context, server, support.session);
  await page.goto(`${server.url}/support/leak-desk`);
  await page.getByRole('button', { name: 'Choose a workspace' }).click();
  await page.getByRole('group', { name: 'Start Messaging' }).getByRole('menuitem', { name: 'Second home' }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${second.id}$`));
});
