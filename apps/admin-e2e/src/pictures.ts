import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, rowOf } from './dashboard.js';
import { settled } from './accessibility.js';
import { expect, test } from './fixtures.js';

const PICTURES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../docs/pictures');
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

test('the pictures of the guide', async ({ page, installation: { operator, server, apiId }, signedIn: _ }) => {
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
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${server.url}/w/${id}/settings/api-keys`);
  await expect(rowOf(page, 'Billing service')).toBeVisible();
  await settled(page);
  await page.screenshot({ path: path.join(PICTURES, 'dashboard-keys.png') });
  await generate(page, 'Support desk');
  await settled(page);
  await page.screenshot({ path: path.join(PICTURES, 'reveal.png') });
});
