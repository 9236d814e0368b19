import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { chooseAction, fillRevocation, finishReveal, heading, revealDialog } from './dashboard.js';
import { expect, test } from './fixtures.js';
import { callWithKey, type Key } from './operator.js';

const rotateButton = 'Rotate key';

interface Rotated {
  readonly old: Key;
  readonly successor: Key;
  readonly handoverUrl: string;
}

/** A key that was used once and then rotated by REST; the wizard is told of elsewhere. */
const rotated = test.extend<{ rotation: Rotated }>({
  rotation: async ({ workspace, installation: { server, operator }, signedIn: _ }, use) => {
    const old = await operator.createKey(workspace.id, { label: 'Billing' });
    expect(await callWithKey(server.url, old.secret)).toBe(200);
    const successor = await operator.post<Key>(`/v1/workspaces/${workspace.id}/keys/${old.id}/rotate`, {
      overlapMs: 3_600_000,
      overlapStarts: 'first_use',
    });
    await use({ old, successor, handoverUrl: `${workspace.keysUrl}/${successor.id}/handover` });
  },
});

test('three steps: what carries over, the new key, the handover; then the old key is revoked', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  const old = await operator.createKey(workspace.id, { label: 'Billing', quota: { limit: 500, period: 'month' } });
  expect(await callWithKey(server.url, old.secret)).toBe(200);
  await page.goto(`${workspace.keysUrl}/${old.id}`);
  await page.getByRole('link', { name: 'Rotate' }).click();
  await expect(heading(page, 'Rotate Billing')).toBeFocused();
  await expect(page.getByText('500 requests a month, of which 1 are spent')).toBeVisible();
  await page.getByLabel('Overlap').selectOption('7 days');
  await page.getByRole('radio', { name: /^Now/ }).check();
  await expect(page.getByText('Both keys work for 7 days, from the moment')).toBeVisible();
  await expectAccessible(page, 'rotation, first step');
  await expectNoSidewaysScroll(page, 'rotation, first step');

  const answer = page.waitForResponse(`**/keys/${old.id}/rotate`);
  await page.getByRole('button', { name: rotateButton }).click();
  const successor = (await (await answer).json()) as Key;
  await expect(revealDialog(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy key' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(revealDialog(page)).toBeVisible();
  await finishReveal(page);
  await expect(page).toHaveURL(`${workspace.keysUrl}/${successor.id}/handover`);
  await expect(heading(page, 'Handover to Billing')).toBeFocused();
  await expect(page.getByText('The new key was not used yet')).toBeVisible();

  // It is watched: nobody reloads the page.
  expect(await callWithKey(server.url, successor.secret)).toBe(200);
  await expect(page.getByText('The old key is still used')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('row').filter({ hasText: '/' })).toContainText('The new key');
  await expectAccessible(page, 'handover');
  await expectNoSidewaysScroll(page, 'handover');

  await page.reload();
  await page.getByRole('button', { name: 'Revoke now…' }).click();
  await expect(page.getByLabel('Reason')).toHaveValue('superseded');
  await page.getByLabel('Type the label to confirm').fill('Billing');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('The old key opens nothing any more', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Revoke now…' })).toBeHidden();
  expect(await callWithKey(server.url, old.secret)).toBe(401);
  expect(await callWithKey(server.url, successor.secret)).toBe(200);
});

rotated(
  'once the old key is silent it is called safe to revoke, and only then',
  async ({ page, rotation: { old, successor, handoverUrl }, installation: { server } }) => {
    expect(await callWithKey(server.url, successor.secret)).toBe(200);
    await page.route(`**/keys/${old.id}/usage?*`, async (route) => {
      const answer = await route.fetch();
      const usage = (await answer.json()) as object;
      await route.fulfill({ response: answer, json: { ...usage, lastUsedAt: '2026-01-01T00:00:00.000Z' } });
    });
    await page.goto(handoverUrl);
    await expect(page.getByText('Safe to revoke')).toBeVisible();
    await expectAccessible(page, 'handover, silent');

    // What is not known is not called safe.
    await page.unrouteAll();
    await page.route('**/usage?*', (route) => route.abort());
    await page.reload();
    await expect(page.getByRole('alert')).toContainText('Do not take a key for silent');
    await expect(page.getByText('Safe to revoke')).toBeHidden();
  },
);

rotated(
  'a revocation later than the overlap takes its place',
  async ({ page, workspace, rotation: { old, handoverUrl }, installation: { operator } }) => {
    await page.goto(handoverUrl);
    await page.getByRole('button', { name: 'Revoke in 7 days…' }).click();
    await page.getByLabel('Type the label to confirm').fill('Billing');
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await expect(page.getByRole('alertdialog', { name: 'The revocation is scheduled' })).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    const key = await operator.get<{ replacedBy: string | null; revocation: { at: string } | null }>(
      `/v1/workspaces/${workspace.id}/keys/${old.id}`,
    );
    expect(key.replacedBy).toBeNull();
    expect(Date.parse(key.revocation?.at ?? '')).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    await expect(page.getByRole('button', { name: /^Revoke/ })).toHaveText([
      'Revoke now…',
      'Revoke in 1 hour…',
      'Revoke in 24 hours…',
    ]);
    await page.getByRole('button', { name: 'Withdraw revocation' }).click();
    await expect(page.getByText('Nothing ends the old key by itself.')).toBeVisible();
  },
);

rotated(
  'both keys are kept, and it is said whether somebody is reminded',
  async ({ page, workspace, rotation: { old, successor, handoverUrl }, installation: { server, operator } }) => {
    await page.goto(handoverUrl);
    await page.getByRole('button', { name: 'Keep both, and be reminded' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Keep both keys?' });
    await expect(dialog).toContainText('An alert reminds you once the old key is 90 days old.');
    await expectAccessible(page, 'keep both');
    await dialog.getByRole('button', { name: 'Keep both keys' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Nothing ends the old key by itself.')).toBeVisible();
    for (const { secret } of [old, successor]) expect(await callWithKey(server.url, secret)).toBe(200);

    await operator.patch(`/v1/workspaces/${workspace.id}/alert-rules`, { rules: { rotation_due: { enabled: false } } });
    await page.goto(`${workspace.keysUrl}/${old.id}/rotation`);
    await page.getByRole('button', { name: rotateButton }).click();
    await finishReveal(page);
    await page.getByRole('button', { name: 'Keep both, and be reminded' }).click();
    await expect(dialog).toContainText('Nobody will be reminded');
  },
);

rotated(
  'a key that was rotated leads to its handover, also after a reload that lost the second step',
  async ({ page, workspace, rotation: { old, handoverUrl } }) => {
    await page.goto(`${workspace.keysUrl}/${old.id}/rotation`);
    await expect(page.getByText('This key was rotated already.')).toBeVisible();
    await expectAccessible(page, 'rotated already');
    await page.getByRole('link', { name: 'Go to the handover' }).click();
    await expect(page).toHaveURL(handoverUrl);
    await page.goto(`${workspace.keysUrl}/${old.id}`);
    await expect(page.getByText('This key was rotated', { exact: true })).toBeVisible();
    await page.goto(`${workspace.keysUrl}/${old.id}/handover`);
    await expect(page.getByText('This key took no other’s place')).toBeVisible();
  },
);

test('a rotation whose answer is lost says so, and where it was carried out leads on', async ({
  page,
  workspace,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.createKey(workspace.id, { label: 'Billing' });
  await page.goto(workspace.keysUrl);
  await chooseAction(page, 'Billing', 'Rotate');
  await page.route('**/rotate', (route) => route.abort());
  await page.getByRole('button', { name: rotateButton }).click();
  await expect(page.getByRole('alert')).toContainText('You have no new key.');
  await expect(page.getByRole('alert')).toContainText('may have been rotated all the same');
  await page.unrouteAll();
  await page.route('**/rotate', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: rotateButton }).click();
  await expect(page.getByText('This key was rotated already.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Go to the handover' })).toBeVisible();
  await page.unrouteAll();

  await page.goto(workspace.keysUrl);
  await page.getByRole('button', { name: 'Actions for Billing' }).last().click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await fillRevocation(page, 'Billing');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('The key is revoked')).toBeVisible();
});
