import { test as base, expect } from '@playwright/test';
import { watchContentSecurity } from './content-security.js';
import { chooseAction, fillRevocation, finishReveal, generate, heading, rowOf } from './dashboard.js';
import { callWithKey, OPERATOR } from './operator.js';
import { Server } from './server.js';

const test = base.extend<{ server: Server }>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },
});

test('from the setup link to a revoked key, with the server killed in between', async ({ page, context, server }) => {
  test.setTimeout(90_000);
  const violations = await watchContentSecurity(context);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });

  await test.step('the setup link leads to the first account, and leaves no token in the address', async () => {
    const link = await server.setupLink();
    const token = new URL(link).hash.replace('#token=', '');
    await page.goto(link);
    await page.getByLabel('Mail address').fill(OPERATOR.email);
    expect(page.url()).toBe(`${server.url}/setup`);
    expect(await page.evaluate(() => JSON.stringify(history.state) + document.documentElement.outerHTML)).not.toContain(
      token,
    );
    await page.getByLabel('Password').fill(OPERATOR.password);
    await page.getByRole('button', { name: 'Create account' }).click();
  });

  await test.step('an API and a workspace later, the first key can be generated', async () => {
    await page.getByLabel('Name of the API').fill('Start Messaging');
    await expect(page.getByLabel('Short name')).toHaveValue('start-messaging');
    await page.getByRole('radio', { name: 'Standard' }).check();
    await page.getByLabel('Name of the workspace').fill('Acme');
    await page.getByRole('button', { name: 'Finish' }).click();
    await expect(heading(page, 'API keys')).toBeVisible();
    await expect(page.getByText('No API keys yet')).toBeVisible();
  });

  const secret = await test.step('the key is copied once', async () => {
    const key = await generate(page, 'Billing service');
    await page.getByRole('button', { name: 'Copy key' }).click();
    await expect(page.getByText('Copied. Paste it where it belongs')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(key.secret);
    await finishReveal(page);
    return copied;
  });

  await test.step('it opens the API, also after the server was killed and started again', async () => {
    expect(await callWithKey(server.url, secret)).toBe(200);
    await server.kill9();
    await server.restart();
    expect(await callWithKey(server.url, secret)).toBe(200);
  });

  await test.step('revoked in the browser, it is refused by the very next call', async () => {
    await chooseAction(page, 'Billing service', 'Revoke');
    await fillRevocation(page, 'Billing service');
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await expect(page.getByRole('alertdialog', { name: 'The key is revoked' })).toContainText(
      `You (${OPERATOR.email})`,
    );
    expect(await callWithKey(server.url, secret)).toBe(401);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(rowOf(page, 'Billing service')).toContainText('Revoked');
  });

  expect(server.log, 'what the server has written').not.toContain(secret);
  expect(violations, 'content security policy').toEqual([]);
});
