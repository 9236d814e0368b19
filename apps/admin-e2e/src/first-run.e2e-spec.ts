import { test as base, expect } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { watchContentSecurity } from './content-security.js';
import { heading } from './dashboard.js';
import { OPERATOR, WITH_OPERATOR } from './operator.js';
import { type Environment, Server } from './server.js';

const test = base.extend<{ start: (environment?: Environment) => Promise<Server> }>({
  start: async ({ context }, use) => {
    const servers: Server[] = [];
    const violations = await watchContentSecurity(context);
    await use(async (environment) => {
      const server = await Server.start(environment);
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.stop();
    expect(violations, 'content security policy').toEqual([]);
  },
});

test('a wrong or used setup link says so, and every step is accessible', async ({ page, start }) => {
  const server = await start();
  await page.goto(`${server.url}/setup`);
  await expect(page.getByText('This needs the link that the server prints when it starts')).toBeVisible();
  await expectAccessible(page, 'setup without a link');
  await expectNoSidewaysScroll(page, 'setup, account');

  await page.goto(`${server.url}/setup#token=wrong`);
  await expect(page.getByText('This needs the link')).toBeHidden();
  await page.getByLabel('Mail address').fill(OPERATOR.email);
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Use 12 characters or more.')).toBeVisible();
  await page.getByLabel('Password').fill(OPERATOR.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was changed.');
  await expectAccessible(page, 'setup refused');

  await page.goto(await server.setupLink());
  await page.getByLabel('Mail address').fill(OPERATOR.email);
  await page.getByLabel('Password').fill(OPERATOR.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Name of the API')).toBeVisible();
  await expectAccessible(page, 'setup, API');
  await expectNoSidewaysScroll(page, 'setup, API');
});

test('a headless operator signs in to the steps that are left; half-way is not started over', async ({
  page,
  start,
}) => {
  const server = await start(WITH_OPERATOR);
  await page.goto(server.url);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await page.getByLabel('Mail address').fill(OPERATOR.email);
  await page.getByLabel('Password').fill(OPERATOR.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Name of the API')).toBeVisible();

  await page.route('**/v1/workspaces', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  );
  await page.getByLabel('Name of the API').fill('Acme Messages');
  await page.getByLabel('Name of the workspace').fill('Acme');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('alert')).toContainText('The workspace was not created.');
  await expect(page.getByText('API “Acme Messages” is there')).toBeVisible();
  await page.unroute('**/v1/workspaces');

  await page.reload();
  await expect(page.getByText('API “Acme Messages” is there')).toBeVisible();
  await expect(page.getByLabel('Name of the API')).toBeHidden();
  await page.getByLabel('Name of the workspace').fill('Acme');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText('No API keys yet')).toBeVisible();

  await page.goto(`${server.url}/setup`);
  await expect(heading(page, 'Overview')).toBeVisible();
});

test('in the demo only the account is left to make', async ({ page, start }) => {
  const server = await start({ LATCHKEY_DEMO: '1' });
  await page.goto(await server.setupLink());
  await page.getByLabel('Mail address').fill(OPERATOR.email);
  await page.getByLabel('Password').fill(OPERATOR.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(heading(page, 'Overview')).toBeVisible();
  await page.getByRole('button', { name: /Switch workspace/ }).click();
  await expect(page.getByRole('menu').getByRole('group')).toHaveCount(5);
});
