import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { heading } from './dashboard.js';
import { expect, signInAs, test } from './fixtures.js';
import { callWithKey } from './operator.js';
import { newMember, newPerson } from './people.js';
import { SecretSweep } from './secret-sweep.js';

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const wholeKeyField = (page: Page) => page.getByLabel('The whole key', { exact: true });
const visiblePartField = (page: Page) => page.getByLabel('Or its visible start, its id, or its fingerprint');
const lookUpSent = (page: Page) => page.waitForRequest('**/v1/support/lookup');

test('support lands at the desk, looks a whole key up by its hash alone, and ends it', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const { server, operator } = installation;
  const owner = await newMember(installation, workspace, 'owner');
  const { id, secret } = await operator.createKey(workspace.id, { label: 'Billing', scopes: ['messages:read'] });
  expect(await callWithKey(server.url, secret)).toBe(403);
  const support = await newPerson(installation, 'support');
  await signInAs(context, server, support.session);
  const sweep = new SecretSweep(page);
  await page.goto(server.url);
  await expect(heading(page, 'Leak desk')).toBeVisible();

  const sent = lookUpSent(page);
  await wholeKeyField(page).fill(`  API_KEY="${secret}"`);
  await page.getByRole('button', { name: 'Look up' }).click();
  expect((await sent).postDataJSON()).toEqual({ sha256: sha256Of(secret) });
  await expect(wholeKeyField(page)).toHaveValue('');

  await expect(page.getByRole('heading', { name: 'One key was found' })).toBeFocused();
  await expect(page.getByRole('link', { name: workspace.name, exact: true })).toBeVisible();
  await expect(page.getByText('messages:read', { exact: true })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: owner.email })).toBeVisible();
  await expect(page.getByText('0 accepted, and 1 (scope missing 1) refused')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Looked up at the leak desk by you');
  await expectAccessible(page, 'found');
  await expectNoSidewaysScroll(page, 'found');

  await page.getByRole('button', { name: 'Revoke…' }).click();
  await expect(page.getByRole('button', { name: 'Keep key' })).toBeFocused();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('Name the ticket. It stays with the key.')).toBeVisible();
  await page.getByLabel('Note').fill(`It was ${secret}`);
  await page.getByLabel('Ticket').fill('INC-42');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('This looks like a whole API key.')).toBeVisible();
  await expectAccessible(page, 'revoke, with errors');
  await page.getByLabel('Note').fill('It was in a public gist.');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByRole('alertdialog', { name: 'The key is revoked' })).toContainText('Ticket INC-42.');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Revoke…' })).toBeHidden();
  expect(await callWithKey(server.url, secret)).toBe(401);

  await sweep.expectToFind(id);
  await sweep.expectNothingOf(secret);
});

test('what is pasted is cleared after a minute, and a whole key is never taken for a search', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  const { secret, start, id } = await operator.createKey(workspace.id, { label: 'Billing' });
  await page.clock.install();
  await page.goto(`${server.url}/support/leak-desk`);
  await wholeKeyField(page).fill(secret);
  await page.clock.runFor(59_000);
  await expect(wholeKeyField(page)).toHaveValue(secret);
  await page.clock.runFor(2_000);
  await expect(wholeKeyField(page)).toHaveValue('');
  await expect(page.getByText('The field was cleared after a minute.')).toBeVisible();

  const sweep = new SecretSweep(page);
  await visiblePartField(page).fill(secret);
  await expect(visiblePartField(page)).toHaveValue('');
  await expect(page.getByRole('alert')).toContainText('Paste it into the field for the whole key');
  await sweep.expectNothingOf(secret);

  await visiblePartField(page).fill('lk_live');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Enter the first 12 to 20 characters of the key')).toBeVisible();
  await wholeKeyField(page).fill(start);
  await page.getByRole('button', { name: 'Look up' }).click();
  await expect(page.getByText('This is no whole key. Search by its visible start, below.')).toBeVisible();
  await expectAccessible(page, 'field errors');

  for (const visible of [start, id, sha256Of(secret)]) {
    await visiblePartField(page).fill(visible);
    const answered = page.waitForResponse('**/v1/support/lookup');
    await page.getByRole('button', { name: 'Search' }).click();
    await answered;
    await expect(page.getByRole('heading', { name: 'Billing' }).first()).toBeVisible();
  }
  await wholeKeyField(page).fill('sk_somebody_elses_key_0123456789');
  await page.getByRole('button', { name: 'Look up' }).click();
  await expect(page.getByText('No key of this installation')).toBeVisible();
  await expectNoSidewaysScroll(page, 'nothing found');
});

test('without https the page refuses whole keys and says how else', async ({ context, workspace, installation }) => {
  const { server, operator } = installation;
  const { secret } = await operator.createKey(workspace.id, { label: 'Billing' });
  await context.addCookies([{ ...operator.cookie, url: server.insecureUrl, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.goto(`${server.insecureUrl}/support/leak-desk`);
  await expect(page.getByText('This page cannot take a whole key')).toBeVisible();
  await expect(wholeKeyField(page)).toBeHidden();
  await visiblePartField(page).fill(sha256Of(secret));
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('heading', { name: 'One key was found' })).toBeVisible();
});

test('a list is revoked with a result for each, and goes on where a failure stopped it', async ({
  page,
  workspace,
  installation: { server, operator },
  signedIn: _,
}) => {
  const keys = [];
  for (let number = 1; number <= 12; number++) {
    keys.push(await operator.createKey(workspace.id, { label: `Leaked ${number}` }));
  }
  const [first, ...others] = keys;
  await operator.changeKey(workspace.id, others[0]?.id ?? '', 'revoke', { reason: 'unused' });
  const sweep = new SecretSweep(page);
  await page.goto(`${server.url}/support/leak-desk`);
  await page.getByRole('button', { name: 'Revoke a list' }).click();
  const list = [first?.secret, 'found these:', ...others.map(({ id }) => id), `key_${'0'.repeat(26)}`].join('\n');
  await page.getByLabel('Keys, one a line').fill(list);
  await page.getByLabel('Ticket').fill('INC-43');
  await page.getByRole('button', { name: 'Go on' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('heading', { level: 2 }).first()).toHaveText('Revoke 13 keys?');
  await expect(dialog).toContainText('left out, for there is no key to be found by: 2.');
  await expectAccessible(page, 'list, asked');

  let requests = 0;
  await page.route('**/v1/support/revocations', (route) => (++requests === 2 ? route.abort() : route.continue()));
  await dialog.getByRole('button', { name: 'Revoke 13 keys' }).click();
  await expect(dialog.getByRole('alert')).toContainText('10 keys of 13 are done and stay so.');
  await expect(dialog.getByText('10 of 13 done')).toBeVisible();
  await dialog.getByRole('button', { name: 'Go on with 3 keys' }).click();
  await expect(dialog).toContainText('11 keys revoked, 1 revoked before, 1 unknown.');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  await expect(dialog.getByRole('row').filter({ hasText: 'Line 14' })).toContainText('No such key');
  await expectAccessible(page, 'list, done');
  await expectNoSidewaysScroll(page, 'list, done');
  expect(await callWithKey(server.url, first?.secret ?? '')).toBe(401);
  await sweep.expectNothingOf(first?.secret ?? '');
});

test('a stale sign-in is confirmed first, a failed look-up says so, and others are told who may', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const { server, operator } = installation;
  const { start } = await operator.createKey(workspace.id, { label: 'Billing' });
  const support = await newPerson(installation, 'support');
  await signInAs(context, server, support.session);
  await page.goto(`${server.url}/support/leak-desk`);
  const stale = { code: 'confirmation_needed', status: 403, title: '', detail: 'Confirm.', requestId: 'r' };
  await page.route('**/v1/support/lookup', (route) => route.fulfill({ status: 403, json: stale }), { times: 1 });
  await visiblePartField(page).fill(start);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('dialog').getByLabel('Password').fill(support.password);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText(/^(One key was found|.*keys fit)$/).first()).toBeVisible();

  await page.route('**/v1/support/lookup', (route) => route.abort());
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was looked up.');
  await expectAccessible(page, 'look-up failed');

  const member = await newMember(installation, workspace, 'owner');
  await signInAs(context, server, member.session);
  await page.goto(`${server.url}/support/leak-desk`);
  await expect(page.getByText('To look up leaked keys you need the role operator or support.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Revoke a list' })).toBeHidden();
  await expectAccessible(page, 'forbidden');
});
