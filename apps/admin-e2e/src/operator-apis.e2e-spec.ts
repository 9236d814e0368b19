import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { heading, rowOf } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { newMember } from './people.js';

test('an API is created, renamed, and given defaults that new keys follow', async ({
  page,
  installation: { server, operator },
  signedIn: _,
}) => {
  await page.goto(`${server.url}/operator/apis`);
  await expect(rowOf(page, 'Start Messaging')).toBeVisible();
  await expectAccessible(page, 'APIs');
  await expectNoSidewaysScroll(page, 'APIs');
  await page.getByRole('button', { name: 'New API' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Weather');
  await expect(page.getByLabel('Short name')).toHaveValue('weather');
  await page.getByLabel('Host names').fill('https://weather.localhost');
  await page.getByRole('button', { name: 'Create API' }).click();
  await expect(page.getByText(/must be a host name in lower case/)).toBeVisible();
  await expectAccessible(page, 'new API, with errors');
  await page.getByLabel('Host names').fill('weather.localhost');
  await page.getByRole('radio', { name: /^WAPing/ }).check();
  await page.getByRole('button', { name: 'Create API' }).click();
  await expect(heading(page, 'Weather')).toBeFocused();

  const general = page.getByRole('form', { name: 'Name and host names' });
  await general.getByLabel('Name', { exact: true }).fill('Weather reports');
  await general.getByLabel('Host names').fill('weather.localhost\nreports.localhost');
  await general.getByRole('button', { name: 'Save' }).click();
  await expect(heading(page, 'Weather reports')).toBeVisible();

  const defaults = page.getByRole('form', { name: 'Defaults of keys' });
  await defaults.getByLabel('Lifetime in days').fill('4000');
  await defaults.getByRole('button', { name: 'Save defaults' }).click();
  await expect(defaults.getByText('Enter a whole number from 1 to 3,650, or nothing.')).toBeVisible();
  await expectAccessible(page, 'an API, with errors');
  await expectNoSidewaysScroll(page, 'an API, with errors');
  await defaults.getByLabel('Lifetime in days').fill('30');
  await defaults.getByRole('radio', { name: /^Tell its owners/ }).check();
  await defaults.getByRole('button', { name: 'Save defaults' }).click();
  await expect(defaults.getByRole('button', { name: 'Save defaults' })).toHaveAttribute('aria-disabled', 'true');
  const { data } = await operator.get<{ data: { name: string; hostnames: string[]; defaults: object }[] }>('/v1/apis');
  expect(data.find(({ name }) => name === 'Weather reports')).toMatchObject({
    hostnames: ['weather.localhost', 'reports.localhost'],
    defaults: { keyLifetimeDays: 30, leakPolicy: 'notify' },
  });
});

test('what policies would do is seen before they are saved, and they run on demand', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  const { server, operator, apiId } = installation;
  const leaver = await newMember(installation, workspace, 'developer');
  await leaver.session.post(`/v1/workspaces/${workspace.id}/keys`, { label: 'Left behind' });
  await operator.send('DELETE', `/v1/workspaces/${workspace.id}/members/${leaver.id}`);
  await page.goto(`${server.url}/operator/apis/${apiId}`);
  const policies = page.getByRole('form', { name: 'Key policies' });
  await policies.getByLabel('Keys that are not used').selectOption('disable');
  await policies.getByRole('button', { name: 'See what they would do' }).click();
  await expect(policies.getByText('Enter a number of days from 1 to 3650.')).toBeVisible();
  await policies.getByLabel('Keys that are not used').selectOption('off');
  await policies.getByLabel('Keys whose creator has left').selectOption('disable');
  await policies.getByRole('button', { name: 'See what they would do' }).click();
  const wouldDo = page.getByRole('region', { name: 'What the policies would do' });
  await expect(wouldDo.getByRole('row').filter({ hasText: 'Left behind' })).toContainText('Creator has left');
  await expectAccessible(page, 'dry run');
  await expectNoSidewaysScroll(page, 'dry run');

  await policies.getByRole('button', { name: 'Save policies' }).click();
  await expect(policies.getByRole('button', { name: 'Save policies' })).toHaveAttribute('aria-disabled', 'true');
  await policies.getByRole('button', { name: 'Run now…' }).click();
  await expect(page.getByRole('button', { name: 'Wait for the hour' })).toBeFocused();
  await page.getByRole('button', { name: 'Run now', exact: true }).click();
  await expect(page.getByRole('alertdialog', { name: 'The policies have run' })).toContainText(
    '1 disabled, 0 revoked.',
  );
  await expectAccessible(page, 'policies have run');
  await page.getByRole('button', { name: 'Close' }).click();
  await operator.patch(`/v1/apis/${apiId}`, { keyPolicies: { ownerLeft: null } });
});

test('a plan is made, and one that shrinks below what is in use says whose use is in the way', async ({
  page,
  installation: { server, operator, apiId },
  signedIn: _,
}) => {
  await page.goto(`${server.url}/operator/apis/${apiId}`);
  await page.getByRole('button', { name: 'New plan' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Team');
  await dialog.getByLabel('Requests of a key').fill('a lot');
  await dialog.getByRole('button', { name: 'Save plan' }).click();
  await expect(dialog.getByText('Enter a whole number from 1 to 100,000, or nothing.')).toBeVisible();
  await expectAccessible(page, 'new plan, with errors');
  await expectNoSidewaysScroll(page, 'new plan, with errors');
  await dialog.getByLabel('Requests of a key').fill('100');
  await dialog.getByLabel('Devices').fill('5');
  await dialog.getByRole('button', { name: 'Save plan' }).click();
  await expect(rowOf(page, 'Team')).toContainText('100 a second');
  await page.getByRole('button', { name: 'New plan' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Team');
  await dialog.getByRole('button', { name: 'Save plan' }).click();
  await expect(dialog.getByLabel('Short name')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');

  const { data } = await operator.get<{ data: { id: string; slug: string }[] }>(`/v1/apis/${apiId}/plans`);
  const planId = data.find(({ slug }) => slug === 'team')?.id;
  const { id } = await operator.post<{ id: string }>('/v1/workspaces', { apiId, name: 'On the team plan', planId });
  await page.getByRole('button', { name: 'Edit Team' }).click();
  await dialog.getByLabel('Devices').fill('0');
  await dialog.getByRole('button', { name: 'Save plan' }).click();
  await expect(dialog.getByRole('alert')).toContainText(`On the team plan (${id}): 1 device in use, 0 allowed.`);
  await expectAccessible(page, 'plan too small');
  await dialog.getByRole('button', { name: 'Make it smaller anyway' }).click();
  await expect(page.getByText('The plan is smaller than what these workspaces use')).toBeVisible();
  await expect(page.getByRole('link', { name: 'On the team plan' })).toBeVisible();
  await expect(rowOf(page, 'Team')).toBeVisible();
  await expectAccessible(page, 'workspaces in excess');
});

test('an unknown API, a lost server and a person of a workspace are told what is the matter', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const { server, operator } = installation;
  await signInAs(context, server, operator);
  await page.goto(`${server.url}/operator/apis/api_0`);
  await expect(heading(page, 'No such API')).toBeVisible();
  await page.route('**/v1/apis?*', (route) => route.abort());
  await page.goto(`${server.url}/operator/apis`);
  await expect(page.getByRole('alert')).toContainText('The APIs could not be loaded.');
  await page.unroute('**/v1/apis?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rowOf(page, 'Start Messaging')).toBeVisible();

  const owner = await newMember(installation, workspace, 'owner');
  await signInAs(context, server, owner.session);
  await page.goto(`${server.url}/operator/apis`);
  await expect(page.getByText('To define APIs and plans you need the role operator.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'New API' })).toBeHidden();
  await expectAccessible(page, 'forbidden');
});
