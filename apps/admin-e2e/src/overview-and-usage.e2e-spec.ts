import { readFile } from 'node:fs/promises';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { heading, rowOf } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { callWithKey } from './operator.js';
import { newMember, newPerson } from './people.js';

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

const USAGE = /\/v1\/workspaces\/[^/]+\/usage\?/;

test('an overview without keys teaches, and leads to the first one', async ({
  page,
  workspace,
  installation: { server },
  signedIn: _,
}) => {
  await page.goto(`${server.url}/w/${workspace.id}`);
  await expect(heading(page, 'Overview')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'It begins with a key' })).toBeVisible();
  await expectAccessible(page, 'overview without keys');
  await expectNoSidewaysScroll(page, 'overview without keys');
  await page.getByRole('link', { name: 'Generate the first key' }).click();
  await expect(heading(page, 'API keys')).toBeFocused();
});

test('the overview tells what was refused and why, what is left, and which keys want attention', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  await operator.agree(workspace.id, { dailyLimit: 10 });
  const billing = await operator.createKey(workspace.id, { label: 'Billing', scopes: ['read'] });
  const gone = await operator.createKey(workspace.id, { label: 'Gone' });
  await operator.createKey(workspace.id, { label: 'Ends soon', expiresAt: inDays(5) });
  await operator.changeKey(workspace.id, gone.id, 'revoke', { reason: 'unused' });
  for (let call = 0; call < 4; call++) await callWithKey(server.url, billing.secret);
  await callWithKey(server.url, gone.secret);

  await page.goto(`${server.url}/w/${workspace.id}`);
  const chart = page.getByRole('figure', { name: 'Requests in the last 24 hours' });
  await expect(chart.getByRole('img')).toHaveAccessibleName(/4 accepted, 1 refused/);
  await expect(page.getByRole('list', { name: 'Why requests were refused' })).toContainText('Key revoked');
  await expect(page.getByRole('meter', { name: 'Requests per day' })).toHaveAttribute('aria-valuetext', /6 of 10 left/);
  await expect(page.getByText('Nothing fires.')).toBeVisible();
  await expect(rowOf(page, 'Ends soon')).toContainText('Expires soon');
  await expect(rowOf(page, 'Billing')).toBeHidden();
  await expectAccessible(page, 'overview');
  await expectNoSidewaysScroll(page, 'overview');

  await page.getByLabel('Range').selectOption({ label: 'Last 7 days' });
  await expect(page.getByRole('figure', { name: 'Requests in the last 7 days' })).toBeVisible();
  await page.getByRole('link', { name: 'All usage, by reason and by key' }).click();
  await expect(heading(page, 'Usage')).toBeFocused();
  await expect(page).toHaveURL(/\/usage\?range=7d$/);
  await expect(page.getByRole('row').filter({ hasText: 'Somebody still uses a key that was ended' })).toBeVisible();
  await expect(page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Gone' }) })).toContainText(
    'Key revoked',
  );
});

test('usage has the numbers of its picture in a table, over days that are in the address', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  await page.goto(`${server.url}/w/${workspace.id}/usage`);
  await expect(page.getByRole('heading', { name: 'No requests yet' })).toBeVisible();
  await expectAccessible(page, 'no usage yet');
  const { secret } = await operator.createKey(workspace.id, { label: 'Billing' });
  for (let call = 0; call < 3; call++) await callWithKey(server.url, secret);
  await page.reload();
  await page.getByText('Show as table').click();
  const table = page.getByRole('region', { name: 'Requests in the last 24 hours, as a table' });
  await expect(table.getByRole('columnheader')).toHaveText(['Time', 'Accepted']);
  await expect(table.getByRole('row')).toHaveCount(25);
  await expect(table.getByRole('row').last()).toContainText('3');
  await expect(page.getByRole('heading', { name: 'By device' })).toBeVisible();
  const under = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download CSV' }).click();
  const csv = await readFile(await (await under).path(), 'utf8');
  expect(csv).toMatch(/,Billing,allowed,3\s*$/);
  await expectAccessible(page, 'usage');
  await expectNoSidewaysScroll(page, 'usage');

  await page.getByLabel('Range').selectOption({ label: 'Days of your choice' });
  const [first, last] = [page.getByLabel('First day (UTC)'), page.getByLabel('Last day (UTC)')];
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(first).toHaveAccessibleDescription('Enter the first day.');
  await first.fill('2019-01-01');
  await last.fill('2018-01-01');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(last).toHaveAccessibleDescription('The last day lies before the first.');
  await last.fill('2019-01-05');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText(/as far back as usage is kept/)).toBeVisible();
  await expectAccessible(page, 'days that are not kept');
  const today = new Date().toISOString().slice(0, 10);
  await first.fill(today);
  await last.fill(today);
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${today}&to=${today}`));
  await page.reload();
  await expect(page.getByRole('figure', { name: /^Requests on / }).getByRole('img')).toHaveAccessibleName(/accepted/);
});

test('bars keep a pattern of their own where colours are forced', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  const { id, secret } = await operator.createKey(workspace.id, { label: 'Billing' });
  await callWithKey(server.url, secret);
  await operator.changeKey(workspace.id, id, 'disable');
  await callWithKey(server.url, secret);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${server.url}/w/${workspace.id}/usage`);
  const bars = page.getByRole('img', { name: /Requests/ }).locator('path[fill^="url(#"]');
  await expect(bars).toHaveCount(2);
  const fills = await bars.evaluateAll((paths) => paths.map((path) => path.getAttribute('fill')));
  expect(new Set(fills).size).toBe(2);
  const strokes = await bars.evaluateAll((paths) => paths.map((path) => getComputedStyle(path).stroke));
  expect(strokes).not.toContain('none');
});

test('what cannot be loaded says so and can be tried again, each part by itself', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  await operator.createKey(workspace.id, { label: 'Billing', expiresAt: inDays(3) });
  const body = {
    code: 'internal',
    detail: 'It broke.',
    requestId: 'req_42',
    status: 500,
    title: '',
    type: 'about:blank',
  };
  await page.route(USAGE, (route) => route.fulfill({ status: 500, json: body }));
  await page.goto(`${server.url}/w/${workspace.id}`);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Usage could not be loaded.');
  await expect(alert).toContainText('It broke. Nothing was changed.');
  await expect(alert).toContainText('Request req_42');
  await expect(rowOf(page, 'Billing')).toBeVisible();
  await expectAccessible(page, 'overview, usage broken');
  await page.unroute(USAGE);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('figure', { name: 'Requests in the last 24 hours' })).toBeVisible();
  await page.route(USAGE, (route) => route.abort());
  await page.goto(`${server.url}/w/${workspace.id}/usage`);
  await expect(page.getByRole('alert')).toContainText('The server could not be reached.');
});

test('viewers and support see the overview, and others are not told of it', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const { server, operator } = installation;
  await operator.createKey(workspace.id, { label: 'Billing', expiresAt: inDays(3) });
  const viewer = await newMember(installation, workspace, 'viewer');
  const support = await newPerson(installation, 'support');
  for (const { session } of [viewer, support]) {
    await signInAs(context, server, session);
    await page.goto(`${server.url}/w/${workspace.id}`);
    await expect(page.getByRole('figure', { name: 'Requests in the last 24 hours' })).toBeVisible();
    await expect(rowOf(page, 'Billing')).toContainText('Expires soon');
    await expect(page.getByRole('alert')).toBeHidden();
  }
  const stranger = await newPerson(installation);
  await signInAs(context, server, stranger.session);
  await page.goto(`${server.url}/w/${workspace.id}`);
  await expect(heading(page, 'No such workspace')).toBeVisible();
});
