import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { chooseAction, heading, openActions, rowOf } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { newMember, newPerson } from './people.js';
import { SecretSweep } from './secret-sweep.js';

const teamUrl = ({ keysUrl }: { readonly keysUrl: string }): string => keysUrl.replace('api-keys', 'team');

test('an owner invites, passes the link on once, and nothing of it stays in the page', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const owner = await newMember(installation, workspace, 'owner');
  await signInAs(context, installation.server, owner.session);
  await page.goto(teamUrl(workspace));
  await expect(page.getByText('Nobody is invited')).toBeVisible();
  const sweep = new SecretSweep(page);

  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(dialog.getByText('Enter their mail address.')).toBeVisible();
  await dialog.getByLabel('Mail address').fill(owner.email);
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(dialog.getByText('They are a member of this workspace already.')).toBeVisible();
  await expect(dialog.getByLabel('Mail address')).toBeFocused();

  await dialog.getByLabel('Mail address').fill('grace@example.com');
  await dialog.getByRole('radio', { name: /^Viewer/ }).check();
  const answered = page.waitForResponse((response) => response.url().endsWith('/invitations') && response.ok());
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const { link } = (await (await answered).json()) as { link: string };
  const token = link.split('#token=')[1] ?? '';
  expect(token.length).toBeGreaterThan(20);
  const reveal = page.getByRole('alertdialog', { name: 'The link of the invitation' });
  await expect(reveal.getByTestId('secret')).toHaveText(`${link.replace(token, '')}••••••••••••`);
  await sweep.expectNothingOf(token);
  await reveal.getByRole('button', { name: 'Show link' }).click();
  await expect(reveal.getByTestId('secret')).toHaveText(link);
  await page.keyboard.press('Escape');
  await expect(reveal.getByText('Not yet: nobody can show you this link again.')).toBeVisible();
  await reveal.getByRole('checkbox').check();
  await reveal.getByRole('button', { name: 'Done' }).click();
  await expect(rowOf(page, 'grace@example.com')).toContainText('Waiting');
  await sweep.expectToFind('grace@example.com');
  await sweep.expectNothingOf(token);
});

test('an invitation is sent again with a new link, and revoked; where mail is set up, it says so', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.post(`/v1/workspaces/${workspace.id}/invitations`, { email: 'grace@example.com', role: 'owner' });
  await page.goto(teamUrl(workspace));
  await chooseAction(page, 'grace@example.com', 'Send again…');
  const ask = page.getByRole('alertdialog', { name: /Send the invitation .* again/ });
  await expect(ask.getByRole('button', { name: 'Keep the earlier link' })).toBeFocused();
  await ask.getByRole('button', { name: 'Send a new link' }).click();
  const reveal = page.getByRole('alertdialog', { name: 'The link of the invitation' });
  await reveal.getByRole('checkbox').check();
  await reveal.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Actions for grace@example.com' })).toBeFocused();

  await chooseAction(page, 'grace@example.com', 'Revoke…');
  await page.getByRole('button', { name: 'Revoke invitation' }).click();
  await expect(rowOf(page, 'grace@example.com')).toContainText('Revoked');
  await expect(page.getByRole('button', { name: 'Actions for grace@example.com' })).toBeHidden();

  await page.route('**/invitations', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const response = await route.fetch();
    const issued = (await response.json()) as object;
    await route.fulfill({ response, json: { ...issued, link: null, mailed: true } });
  });
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('dialog').getByLabel('Mail address').fill('joan@example.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByText('A mail with the link goes to joan@example.com.')).toBeVisible();
  await expect(rowOf(page, 'joan@example.com')).toContainText('Waiting');
});

test('roles change, members are removed, and what becomes of their keys is said before', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const { operator, server, apiId } = installation;
  const owner = await newMember(installation, workspace, 'owner');
  const other = await newMember(installation, workspace, 'developer');
  await signInAs(context, server, owner.session);
  await page.goto(teamUrl(workspace));
  await expect(rowOf(page, owner.email)).toContainText('Owner, the only one');
  await expect(page.getByText('You are the only owner')).toBeVisible();
  await expect(page.getByRole('button', { name: `Actions for ${owner.name}` })).toBeHidden();

  await chooseAction(page, other.name, 'Change role…');
  await page.getByRole('radio', { name: /^Owner/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('You are the only owner')).toBeHidden();
  await chooseAction(page, owner.name, 'Change role…');
  await page.getByRole('radio', { name: /^Admin/ }).check();
  await expect(page.getByText('Somebody else has to give it back to you.')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();

  // An admin now: what an owner is, is not theirs to change, and that is said.
  await expect(page.getByText('What an owner is, only an owner changes.')).toBeVisible();
  await expect(page.getByRole('button', { name: `Actions for ${other.name}` })).toBeHidden();
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByRole('radio', { name: /^Owner/ })).toBeDisabled();
  await page.keyboard.press('Escape');

  await operator.patch(`/v1/apis/${apiId}`, { keyPolicies: { ownerLeft: { act: 'revoke' } } });
  const leaver = await newMember(installation, workspace, 'viewer');
  await page.reload();
  await chooseAction(page, leaver.name, 'Remove…');
  const ask = page.getByRole('alertdialog', { name: `Remove ${leaver.name}?` });
  await expect(ask.getByText('The keys that they created here are revoked at once')).toBeVisible();
  await ask.getByRole('button', { name: 'Remove member' }).click();
  await expect(rowOf(page, leaver.email)).toBeHidden();
  await operator.patch(`/v1/apis/${apiId}`, { keyPolicies: { ownerLeft: null } });

  await chooseAction(page, owner.name, 'Leave…');
  await expect(page.getByText('The keys that you created here go on working')).toBeVisible();
  await page.getByRole('button', { name: 'Leave workspace' }).click();
  await expect(page.getByText('You have left the workspace, and are signed out everywhere.')).toBeVisible();
  await expect(heading(page, 'Sign in')).toBeVisible();
});

test('a viewer sees the team and who may change it; support does too, and a stranger sees nothing', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  await newMember(installation, workspace, 'owner');
  const viewer = await newMember(installation, workspace, 'viewer');
  await signInAs(context, installation.server, viewer.session);
  await page.goto(teamUrl(workspace));
  await expect(page.getByText('To invite people and to change roles you need the role owner or admin.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Invite' })).toBeHidden();
  await openActions(page, viewer.name);
  await expect(page.getByRole('menuitem')).toHaveText(['Leave…']);
  await page.keyboard.press('Escape');

  const support = await newPerson(installation, 'support');
  await signInAs(context, installation.server, support.session);
  await page.reload();
  await expect(rowOf(page, viewer.email)).toBeVisible();
  await expect(page.getByRole('button', { name: /Actions for/ })).toBeHidden();

  const stranger = await newPerson(installation);
  await signInAs(context, installation.server, stranger.session);
  await page.reload();
  await expect(heading(page, 'No such workspace')).toBeVisible();
  await expect(page.getByText(viewer.email)).toBeHidden();
});

test('the two lists come a page at a time, each by itself, and Back leads back', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  const member = await newMember(installation, workspace, 'owner');
  for (let number = 1; number <= 26; number++) {
    const invitation = { email: `crowd${String(number).padStart(2, '0')}@example.com`, role: 'viewer' };
    await installation.operator.post(`/v1/workspaces/${workspace.id}/invitations`, invitation);
  }
  await page.goto(teamUrl(workspace));
  await expect(rowOf(page, 'crowd26@example.com')).toBeVisible();
  await expect(rowOf(page, 'crowd01@example.com')).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Pages of members' })).toBeHidden();
  await page.getByRole('navigation', { name: 'Pages of invitations' }).getByRole('button', { name: 'Older' }).click();
  await expect(rowOf(page, 'crowd01@example.com')).toBeVisible();
  await expect(rowOf(page, 'crowd26@example.com')).toBeHidden();
  await expect(rowOf(page, member.email)).toBeVisible();
  expect(page.url()).toContain('?invitations=');
  await page.getByRole('navigation', { name: 'Pages of invitations' }).getByRole('button', { name: 'Newer' }).click();
  await expect(rowOf(page, 'crowd26@example.com')).toBeVisible();
  await page.goBack();
  await expect(rowOf(page, 'crowd01@example.com')).toBeVisible();
});

test('every state is accessible and fits, and what cannot be loaded is offered again', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  await newMember(installation, workspace, 'owner');
  const member = await newMember(installation, workspace, 'developer');
  await page.goto(teamUrl(workspace));
  await expect(rowOf(page, member.email)).toBeVisible();
  await expectAccessible(page, 'members, nobody invited');
  const email = `${'long'.repeat(12)}@${'mail'.repeat(12)}.example.com`;
  await installation.operator.post(`/v1/workspaces/${workspace.id}/invitations`, { email, role: 'admin' });
  await page.reload();
  await expect(rowOf(page, email)).toBeVisible();
  await expectAccessible(page, 'members and invitations');
  await expectNoSidewaysScroll(page, 'members and invitations');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await expectAccessible(page, 'invite, with errors');
  await expectNoSidewaysScroll(page, 'invite, with errors');
  await page.keyboard.press('Escape');
  await chooseAction(page, member.name, 'Remove…');
  await expect(page.getByText('The keys that they created here')).toBeVisible();
  await expectAccessible(page, 'remove');
  await page.route('**/members/*', (route) => route.abort());
  await page.getByRole('button', { name: 'Remove member' }).click();
  await expect(page.getByRole('alert')).toContainText('They are still a member.');
  await page.getByRole('button', { name: 'Keep member' }).click();

  await page.route('**/members*', (route) =>
    route.fulfill({ status: 500, json: { code: 'internal', detail: 'It broke.', requestId: 'req_1', status: 500 } }),
  );
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The members could not be loaded.');
  await expect(page.getByRole('alert')).toContainText('req_1');
  await expectAccessible(page, 'members could not be loaded');
  await page.unroute('**/members*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rowOf(page, member.email)).toBeVisible();
});
