import { readFile } from 'node:fs/promises';
import { finishReveal, generate, generateButton, heading, revealDialog, rowOf } from './dashboard.js';
import { expect, test } from './fixtures.js';
import { heapHolds, SecretSweep, visitedAddresses } from './secret-sweep.js';

test.beforeEach(async ({ page, workspace, signedIn: _ }) => {
  await page.goto(workspace.keysUrl);
});

test('says what it is, starts on Copy, and keeps the secret out of the page until Show', async ({ page }) => {
  const { secret, start, last4 } = await generate(page, 'Billing');
  const dialog = revealDialog(page);
  await expect(dialog).toHaveAccessibleDescription(
    'This is the only time you can see it. We keep a fingerprint of the key, not the key. If you lose it, rotate it to get a new one.',
  );
  await expect(page.getByRole('button', { name: 'Copy key' })).toBeFocused();
  await expect(dialog.getByRole('button')).toHaveText(['Copy key', 'Show key', 'Download .env', 'Done']);
  await expect(page.getByTestId('secret')).toHaveText(`${start}••••••••••••${last4}`);
  expect(await page.content()).not.toContain(secret);

  await page.getByRole('button', { name: 'Show key' }).click();
  await expect(page.getByTestId('secret')).toHaveText(secret);
  await page.getByRole('button', { name: 'Hide key' }).click();
  expect(await page.content()).not.toContain(secret);
});

test('Escape, a press beside it, Back and leaving only nudge', async ({ page, workspace }) => {
  await page.getByRole('link', { name: 'Workspace settings' }).click();
  await expect(heading(page, 'Workspace settings')).toBeVisible();
  await page.getByRole('link', { name: 'API keys' }).click();
  await expect(heading(page, 'API keys')).toBeVisible();
  await generate(page, 'Billing');
  const nudge = page.getByRole('alert').filter({ hasText: 'nobody can show you this key again' });

  await page.keyboard.press('Escape');
  await expect(nudge).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(revealDialog(page)).toBeVisible();
  for (const times of [1, 2]) {
    // Away and back again: a Back that was not noticed would prove nothing.
    await page.evaluate(
      (count) =>
        new Promise<void>((resolve) => {
          let moves = 0;
          window.addEventListener('popstate', () => ++moves === 2 && resolve());
          for (let back = 0; back < count; back++) window.history.back();
        }),
      times,
    );
    await expect(page).toHaveURL(workspace.keysUrl);
    await expect(revealDialog(page)).toBeVisible();
  }

  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => setTimeout(() => window.location.reload()));
  const leaving = await asked;
  expect(leaving.type()).toBe('beforeunload');
  await leaving.dismiss();
  await expect(revealDialog(page)).toBeVisible();

  await page.getByRole('button', { name: 'Done' }).click({ force: true });
  await expect(revealDialog(page)).toBeVisible();
  await finishReveal(page);
  await expect(rowOf(page, 'Billing')).toBeVisible();
});

test('closing the form, or Back, while the key is being made does not lose it', async ({ page, workspace }) => {
  await page.getByRole('link', { name: 'Workspace settings' }).click();
  await expect(heading(page, 'Workspace settings')).toBeVisible();
  await page.getByRole('link', { name: 'API keys' }).click();
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/keys', async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  await generateButton(page).click();
  await page.getByLabel('Label').fill('Slow');
  await page.getByRole('button', { name: 'Generate key' }).click();
  await expect(page.getByRole('button', { name: 'Generating…' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.history.back());
  letGo();
  await expect(revealDialog(page)).toBeVisible();
  expect(page.url()).toBe(workspace.keysUrl);
  await page.getByRole('button', { name: 'Show key' }).click();
  await expect(page.getByTestId('secret')).toHaveText(/^lk_live_[0-9A-Za-z]{36}$/);
});

test('after Done nothing of the secret is left in the page, and none of it has left the page', async ({ page }) => {
  await expect(generateButton(page)).toBeVisible();
  const sweep = new SecretSweep(page);
  const { secret } = await generate(page, 'Billing');
  await page.getByRole('button', { name: 'Copy key' }).click();
  // Not even while it can still be copied: React and the query cache never had it.
  await sweep.expectNothingOf(secret);
  await page.getByRole('button', { name: 'Show key' }).click();
  await finishReveal(page);
  await expect(rowOf(page, 'Billing')).toBeVisible();
  await page.getByRole('link', { name: 'Workspace settings' }).click();
  await expect(page.getByLabel('Name')).toBeVisible();
  await sweep.expectNothingOf(secret);
  await page.goBack();
  await expect(rowOf(page, 'Billing')).toBeVisible();
  await sweep.expectToFind('Billing');
  await sweep.expectNothingOf(secret);
});

test('after Done the memory of the page, its history, caches and the server’s log have nothing of it', async ({
  page,
  workspace,
  installation: { server, operator },
}) => {
  test.setTimeout(90_000);
  await expect(page.getByRole('button', { name: 'Generate New Key' })).toBeVisible();
  const sweep = new SecretSweep(page);
  const { id } = await operator.createKey(workspace.id, { label: 'Rotated' });
  const ways = {
    generate: async () => {
      await page.getByRole('button', { name: 'Generate New Key' }).click();
      await page.getByLabel('Label').fill('Billing');
      await page.getByRole('button', { name: 'Generate key' }).click();
    },
    rotate: async () => {
      await page.goto(`${workspace.keysUrl}/${id}/rotation`);
      await page.getByRole('button', { name: 'Rotate key' }).click();
    },
  };
  for (const [way, make] of Object.entries(ways)) {
    const answered = page.waitForResponse((response) => response.status() === 201);
    await make();
    const answer = await answered;
    expect(answer.headers()['cache-control'], way).toContain('no-store');
    const { secret } = (await answer.json()) as { secret: string };
    await revealDialog(page).waitFor();
    expect(await heapHolds(page, secret), `${way}, while it can be copied`).toBe(true);
    await page.getByRole('button', { name: 'Copy key' }).click();
    await page.getByRole('button', { name: 'Show key' }).click();
    await finishReveal(page);
    // The engine lets go of what it read last in its own time.
    await expect.poll(() => heapHolds(page, secret), { message: way, timeout: 20_000 }).toBe(false);
    await sweep.expectNothingOf(secret);
    expect(await visitedAddresses(page), way).not.toContain(secret);
    expect(server.log, way).not.toContain(secret);
  }
});

test('a refused copy shows the key, selected, and says what to press', async ({ page }) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    document.execCommand = () => false;
  });
  const { secret } = await generate(page, 'Billing');
  await page.getByRole('button', { name: 'Copy key' }).click();
  await expect(page.getByRole('alert')).toHaveText(
    'The browser refused to copy. The key is shown above: select it and press Ctrl+C.',
  );
  await expect(page.getByTestId('secret')).toHaveText(secret);
  await expect.poll(() => page.evaluate(() => String(window.getSelection()))).toBe(secret);
});

test('copies on plain http too, without putting the secret into the page', async ({
  context,
  installation,
  workspace,
}) => {
  const { server, operator } = installation;
  await context.addCookies([{ ...operator.cookie, url: server.insecureUrl, httpOnly: true, sameSite: 'Strict' }]);
  await context.grantPermissions(['clipboard-read'], { origin: server.url });
  const page = await context.newPage();
  await page.goto(workspace.keysUrl.replace(server.url, server.insecureUrl));
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  const { secret } = await generate(page, 'Plain');
  await page.getByRole('button', { name: 'Copy key' }).click();
  await expect(page.getByText('Copied. Paste it where it belongs')).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await expect(page.getByRole('button', { name: 'Copy key' })).toBeFocused();

  const reader = await context.newPage();
  await reader.goto(`${server.url}/login`);
  await reader.bringToFront();
  expect(await reader.evaluate(() => navigator.clipboard.readText())).toBe(secret);
});

test('downloads an .env file with the key', async ({ page }) => {
  const { secret } = await generate(page, 'Billing');
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .env' }).click();
  const download = await downloaded;
  expect(download.suggestedFilename()).toBe('start-messaging.env');
  expect(await readFile(await download.path(), 'utf8')).toBe(`START_MESSAGING_API_KEY=${secret}\n`);
  expect(download.url()).not.toContain(secret);
});

test('the quick start that follows never holds the real key', async ({ page, installation }) => {
  const { secret } = await generate(page, 'Billing');
  await finishReveal(page);
  await expect(page.getByText(`curl ${installation.server.url}/v1/devices`)).toContainText(
    "-H 'Authorization: Bearer YOUR_API_KEY'",
  );
  expect(await page.content()).not.toContain(secret);
});
