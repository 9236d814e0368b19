import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { generate, heading, rowOf } from './dashboard.js';
import { settled } from './accessibility.js';
import { expect, test } from './fixtures.js';
import { callWithKey, type Key } from './operator.js';

const PICTURES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../docs/pictures');
const DAY_MS = 86_400_000;

async function take(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.waitForLoadState('networkidle');
  await settled(page);
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

test('the list of keys, and the one time a key is shown', async ({
  page,
  installation: { operator, server, apiId },
  signedIn: _,
}) => {
  const { id } = await operator.createWorkspace(apiId, 'Acme Production');
  const key = (label: string, more: object = {}) => operator.createKey(id, { label, ...more });
  const left = await key('Marcus’ laptop', { scopes: ['read'] });
  await operator.changeKey(id, left.id, 'revoke', { reason: 'owner_left' });
  await key('Warehouse sync', { scopes: ['devices:read', 'messages:read'], expiresAt: inDays(212) });
  const paused = await key('Old campaign tool', { scopes: ['write'] });
  await operator.changeKey(id, paused.id, 'disable');
  await key('CI sandbox', { type: 'sandbox', expiresAt: inDays(30) });
  await key('Reporting', { type: 'read_only', scopes: ['read'], expiresAt: inDays(89) });
  await key('Billing service', { scopes: ['write'], expiresAt: inDays(365) });
  await page.goto(`${server.url}/w/${id}/settings/api-keys`);
  await expect(rowOf(page, 'Billing service')).toBeVisible();
  await take(page, 'dashboard-keys');
  await generate(page, 'Support desk');
  await take(page, 'reveal');
});

test('a workspace at work', async ({ page, workspace, installation: { operator, server }, signedIn: _ }) => {
  const settings = `/v1/workspaces/${workspace.id}`;
  await operator.patch(settings, { name: 'Acme Production' });
  await operator.agree(workspace.id, { dailyLimit: 200, messagesPerMonth: 5_000, devicesMax: 3, keysMax: 10 });
  const billing = await operator.createKey(workspace.id, {
    label: 'Billing service',
    scopes: ['write'],
    quota: { limit: 40, period: 'day' },
    expiresAt: inDays(6),
  });
  const reporting = await operator.createKey(workspace.id, { label: 'Reporting', scopes: ['keys:read'] });
  for (let call = 0; call < 24; call++) await callWithKey(server.url, billing.secret);
  for (let call = 0; call < 5; call++) await callWithKey(server.url, reporting.secret);
  await page.goto(`${server.url}/w/${workspace.id}`);
  await expect(page.getByRole('figure').first()).toBeVisible();
  await take(page, 'overview');
  await page.goto(`${server.url}/w/${workspace.id}/settings/api-keys/${billing.id}`);
  await expect(page.getByRole('figure').first()).toBeVisible();
  await take(page, 'key');

  const successor = await operator.post<Key>(`${settings}/keys/${billing.id}/rotate`, { overlapMs: 7 * DAY_MS });
  await callWithKey(server.url, successor.secret);
  await page.goto(`${server.url}/w/${workspace.id}/settings/api-keys/${successor.id}/handover`);
  await expect(page.getByText('The old key is still used')).toBeVisible();
  await take(page, 'handover');

  await page.goto(`${server.url}/w/${workspace.id}/settings/plan`);
  await expect(heading(page, 'Plan')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'In use' })).toBeVisible();
  await take(page, 'plan');

  await page.goto(`${server.url}/support/leak-desk`);
  await page
    .getByLabel('Or its visible start, its id, or its fingerprint')
    .fill(createHash('sha256').update(billing.secret).digest('hex'));
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Leak desk')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'One key was found' })).toBeVisible();
  await take(page, 'leak-desk');
});
