import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { chooseAction, heading } from './dashboard.js';
import { expect, type Installation, signInAs, test, type Workspace } from './fixtures.js';
import { callWithKey, type Key } from './operator.js';
import { newMember } from './people.js';

interface AlertJson {
  readonly id: string;
  readonly silenced: { readonly until: string | null } | null;
}

const placeOf = ({ server }: Installation, { id }: Workspace, rest: string): string => `${server.url}/w/${id}/${rest}`;

const alertsOf = async ({ operator }: Installation, { id }: Workspace): Promise<readonly AlertJson[]> =>
  (await operator.get<{ data: readonly AlertJson[] }>(`/v1/workspaces/${id}/alerts`)).data;

/** A key whose quota is used up: the one alert of this workspace. */
async function usedUp(installation: Installation, workspace: Workspace, label: string): Promise<Key> {
  const { server, operator } = installation;
  const rules = { quota_used: { percents: [100] } };
  await operator.patch(`/v1/workspaces/${workspace.id}/alert-rules`, { rules });
  const key = await operator.createKey(workspace.id, { label, quota: { limit: 1, period: 'month' } });
  expect(await callWithKey(server.url, key.secret)).toBe(200);
  await expect
    .poll(async () => (await alertsOf(installation, workspace)).length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  return key;
}

const alertRow = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

test('an alert says why with figures, what to do, and is silenced, told again, and the silence undone', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  const key = await usedUp(installation, workspace, 'Warehouse sync');
  await page.goto(placeOf(installation, workspace, 'alerts'));
  const row = alertRow(page, 'Quota used');
  await expect(row).toContainText('All of the quota of this key is used: 1 of 1. It begins anew on');
  await expect(row.getByRole('link', { name: 'Warehouse sync' })).toHaveAttribute('href', new RegExp(`${key.id}$`));
  await expect(row.getByRole('link', { name: 'See its use, raise its quota' })).toBeVisible();
  await expect(row).toContainText('Firing');
  await expect(page.getByRole('link', { name: 'Alerts 1 firing' })).toBeVisible();
  await expectAccessible(page, 'a firing alert');
  await expectNoSidewaysScroll(page, 'a firing alert');

  await chooseAction(page, 'Quota used', 'Silence for a week');
  await expect(row).toContainText('Silenced');
  await expect(page.getByRole('main')).toContainText('It stays in the list, as does what follows, and is told nowhere');
  await expect(page.getByRole('link', { name: 'Alerts', exact: true })).toBeVisible();
  expect((await alertsOf(installation, workspace))[0]?.silenced?.until).not.toBeNull();
  await expectAccessible(page, 'a silenced alert');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).not.toContainText('Silenced');
  expect((await alertsOf(installation, workspace))[0]?.silenced).toBeNull();

  await chooseAction(page, 'Quota used', 'Silence until I end it');
  await expect(row).toContainText('Silenced');
  await chooseAction(page, 'Quota used', 'End the silence');
  await expect(row).not.toContainText('Silenced');
});

test('filters live in the address; an empty result offers to clear them; the first use teaches', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  await page.goto(placeOf(installation, workspace, 'alerts'));
  await expect(page.getByText('Nothing to tell')).toBeVisible();
  await expectAccessible(page, 'no alerts yet');
  await expectNoSidewaysScroll(page, 'no alerts yet');

  await usedUp(installation, workspace, 'Warehouse sync');
  await page.reload();
  await expect(alertRow(page, 'Quota used')).toBeVisible();
  await chooseAction(page, 'Quota used', 'All alerts of this key');
  await expect(page).toHaveURL(/\?keyId=key_/);
  await expect(page.getByText('Only of Warehouse sync')).toBeVisible();
  await page.getByLabel('State').selectOption('resolved');
  await expect(page.getByText('No alert matches')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('State')).toHaveValue('resolved');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(alertRow(page, 'Quota used')).toBeVisible();
  await page.goto(placeOf(installation, workspace, 'alerts?kind=lk_live_nothing&keyId=whatever'));
  await expect(alertRow(page, 'Quota used')).toBeVisible();
});

test('every kind is told with its figures, what is over stays readable, and pages go older and newer', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  const at = '2026-03-02T12:00:00.000Z';
  const causes = {
    quota_used: { meter: 'messages_per_month', percent: 80, used: 800, limit: 1000, periodEndsAt: at },
    key_expiring: { expiresWithinDays: 7, expiresAt: at },
    rotation_due: { afterDays: 90, dueSince: at },
    new_network: { network: '2001:db8:1234::/48', firstSeenAt: at },
    used_after_silence: { usedAt: at, silentSince: at },
    refusals_spiking: { count: 312, windowMs: 3_600_000, usual: 10, threshold: 50 },
    requests_spiking: { count: 4200, windowMs: 3_600_000, usual: 400, threshold: 1200 },
  };
  const alerts = Object.entries(causes).map(([kind, cause], place) => ({
    ...{ id: `alr_${place}`, workspaceId: workspace.id, kind, keyId: place === 0 ? null : `key_${'0'.repeat(26)}` },
    ...{ state: place < 5 ? 'firing' : 'resolved', cause, firedAt: at, resolvedAt: place < 5 ? null : at },
    ...{ silenced: place === 1 ? { until: null } : null, toldBy: place === 2 ? [] : ['webhook', 'mail'] },
  }));
  await page.route('**/v1/workspaces/*/alerts*', (route) => {
    const older = route.request().url().includes('cursor=');
    return route.fulfill({
      json: older ? { data: alerts.slice(5), nextCursor: null } : { data: alerts, nextCursor: 'n' },
    });
  });
  await page.goto(placeOf(installation, workspace, 'alerts'));
  await expect(page.getByRole('row')).toHaveCount(8);
  await expect(alertRow(page, 'Quota used')).toContainText('80 % of the messages of the month is used: 800 of 1,000.');
  await expect(alertRow(page, 'Quota used')).toContainText('The whole workspace');
  await expect(alertRow(page, 'New network')).toContainText('2001:db8:1234::/48');
  await expect(alertRow(page, 'Rotation due')).toContainText('Told in this list only');
  await expect(alertRow(page, 'Requests spike')).toContainText('Over since 2 Mar 2026');
  await expect(alertRow(page, 'Requests spike').getByRole('link', { name: 'See its callers' })).toHaveCount(0);
  await expectAccessible(page, 'every kind');
  await expectNoSidewaysScroll(page, 'every kind');
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect(page.getByRole('row')).toHaveCount(8);
});

test('a rule is changed in its dialog; what the server finds wrong is said at the field', async ({
  page,
  workspace,
  installation,
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  const ada = await newMember(installation, workspace, 'owner');
  await page.goto(placeOf(installation, workspace, 'alerts'));
  await page.getByRole('link', { name: 'Rules and channels' }).click();
  await expect(heading(page, 'Alert rules')).toBeFocused();
  const due = alertRow(page, 'Rotation due');
  await expect(due).toContainText('90 days after it was made or rotated.');
  await expectAccessible(page, 'rules');
  await expectNoSidewaysScroll(page, 'rules');

  await page.getByRole('button', { name: 'Change “Rotation due”' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rotation due' });
  await dialog.getByLabel('Days').fill('3');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Days')).toHaveAccessibleDescription(/7/);
  await expect(dialog.getByLabel('Days')).toBeFocused();
  await expectAccessible(page, 'a rule, with an error');
  await expectNoSidewaysScroll(page, 'a rule, with an error');
  await dialog.getByLabel('Days').fill('60');
  await dialog.getByLabel('Mail').uncheck();
  await dialog.getByLabel('Silence').selectOption('7');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(due).toContainText('60 days after it was made or rotated.');
  await expect(due).toContainText('By webhook');
  await expect(due).toContainText('Silenced');

  await page.getByRole('button', { name: 'Change who is written to' }).click();
  await page.getByRole('radio', { name: 'These members' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Tick at least one member.')).toBeVisible();
  await page.getByLabel(ada.name).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: ada.name })).toBeVisible();
});

test('who may only read sees the rules and no buttons; a broken answer and a lost server say what is certain', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  test.setTimeout(60_000);
  const viewer = await newMember(installation, workspace, 'viewer');
  await signInAs(context, installation.server, viewer.session);
  await page.goto(placeOf(installation, workspace, 'alerts/rules'));
  await expect(page.getByText('To change the rules you need the role owner, admin or developer.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Change/ })).toHaveCount(0);
  await expectAccessible(page, 'rules of a viewer');

  await page.route('**/v1/workspaces/*/alerts*', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: '', status: 500, code: 'internal', detail: 'Broken.', requestId: 'req-7' },
    }),
  );
  await page.getByRole('link', { name: 'All alerts' }).click();
  await expect(page.getByRole('alert')).toContainText('The alerts could not be loaded.');
  await expect(page.getByRole('alert')).toContainText('req-7');
  await expectAccessible(page, 'alerts that could not be loaded');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Nothing to tell')).toBeVisible();
});
