import { heading } from './dashboard.js';
import { expect, test } from './fixtures.js';
import { callWithKey } from './operator.js';

test('the switcher groups workspaces by API and makes new ones', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  const { operator } = installation;
  const other = await operator.createApi('Wire Tap', 'whatomate', ['wiretap.localhost']);
  await operator.createWorkspace(other.id, 'Tapped');
  await page.goto(workspace.keysUrl);
  await page.getByRole('button', { name: /Switch workspace/ }).click();
  await expect(page.getByRole('group', { name: 'Wire Tap' }).getByRole('menuitem')).toHaveText(['Tapped']);
  await page.getByRole('menuitem', { name: 'Tapped' }).click();
  await expect(page).toHaveTitle('Overview · Tapped · Latchkey');
  await expect(heading(page, 'Overview')).toBeFocused();
  await page.getByRole('link', { name: 'API keys', exact: true }).click();
  await expect(page.getByText("-H 'X-API-Key: YOUR_API_KEY'")).toBeVisible();
  await expect(page).toHaveTitle('API keys · Tapped · Latchkey');
  await expect(heading(page, 'API keys')).toBeFocused();

  await page.getByRole('button', { name: /Switch workspace/ }).click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await page.getByLabel('Name').fill('Fresh');
  await page.getByLabel('API', { exact: true }).selectOption({ label: 'Wire Tap (Whatomate)' });
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await expect(page).toHaveTitle('API keys · Fresh · Latchkey');
});

test('many workspaces come a page at a time', async ({ page, workspace, installation: { operator }, signedIn: _ }) => {
  const crowd = await operator.createApi('Crowd', 'standard', ['crowd.localhost']);
  for (let number = 1; number <= 51; number++) {
    await operator.createWorkspace(crowd.id, `Crowd ${String(number).padStart(2, '0')}`);
  }
  await page.goto(workspace.keysUrl);
  await page.getByRole('button', { name: /Switch workspace/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Crowd 51' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Crowd 01' })).toBeHidden();
  await page.getByRole('menuitem', { name: 'Show older workspaces' }).click();
  await expect(page.getByRole('menuitem', { name: 'Crowd 01' })).toBeVisible();
});

test('a workspace is renamed, suspended and released', async ({ page, workspace, installation, signedIn: _ }) => {
  const { server, operator } = installation;
  const { secret } = await operator.createKey(workspace.id, { label: 'Billing' });
  await page.goto(workspace.keysUrl);
  await page.getByRole('link', { name: 'Workspace settings' }).click();
  await page.getByLabel('Name').fill('Acme renamed');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Workspace: Acme renamed. Switch workspace' })).toBeVisible();

  await page.getByRole('button', { name: 'Suspend workspace' }).click();
  await expect(page.getByRole('button', { name: 'Keep it running' })).toBeFocused();
  expect(await callWithKey(server.url, secret)).toBe(200);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Suspend workspace' }).click();
  await expect(page.getByRole('button', { name: 'Lift suspension' })).toBeVisible();
  expect(await callWithKey(server.url, secret)).toBe(403);
  await page.getByRole('link', { name: 'API keys' }).click();
  await expect(page.getByText('This workspace is suspended')).toBeVisible();

  await page.getByRole('link', { name: 'Workspace settings' }).click();
  await page.getByRole('button', { name: 'Lift suspension' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Lift suspension' }).click();
  await expect(page.getByRole('button', { name: 'Suspend workspace' })).toBeVisible();
  expect(await callWithKey(server.url, secret)).toBe(200);
});

test('a plan below what is in use says what is in the way, and is taken when one insists', async ({
  page,
  workspace,
  installation: { operator, apiId },
  signedIn: _,
}) => {
  await operator.createPlan(apiId, { slug: 'deskless', name: 'Deskless', devicesMax: 0 });
  await page.goto(workspace.keysUrl);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page.getByRole('button', { name: 'Change to Deskless…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Change to Deskless?' });
  await expect(dialog).toContainText('1 device in use, 0 allowed.');
  await expect(dialog.getByRole('button', { name: 'Keep the plan' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Change the plan anyway' }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Deskless' })).toBeVisible();
});

test('at the cap the dialog says how many keys there may be, and what to do', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.createKey(workspace.id, { label: 'The only one' });
  await operator.agree(workspace.id, { keysMax: 1 });
  await page.goto(workspace.keysUrl);
  await page.getByRole('button', { name: 'Generate New Key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').fill('One more');
  await dialog.getByRole('button', { name: /^Generate/ }).click();
  await expect(dialog.getByRole('alert')).toContainText('may have 1 key, and it has 1. Revoke a key that nobody needs');
});

test('an unknown workspace and an unknown address say so', async ({ page, installation: { server }, signedIn: _ }) => {
  await page.goto(`${server.url}/w/ws_0/settings/api-keys`);
  await expect(heading(page, 'No such workspace')).toBeVisible();
  await page.goto(`${server.url}/nowhere`);
  await expect(heading(page, 'Nothing here')).toBeVisible();
});
