import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { chooseAction, heading, rowOf } from './dashboard.js';
import { expect, signInAs, test as base } from './fixtures.js';
import { newMember } from './people.js';

interface Urls {
  readonly devices: string;
  readonly messages: string;
}

const test = base.extend<{ urls: Urls }>({
  urls: ({ workspace }, use) =>
    use({
      devices: workspace.keysUrl.replace('settings/api-keys', 'devices'),
      messages: workspace.keysUrl.replace('settings/api-keys', 'messages'),
    }),
});

async function sendTo(page: Page, to: string): Promise<void> {
  await page.getByRole('button', { name: 'Send test message' }).click();
  await page.getByRole('textbox', { name: 'To' }).fill(to);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

test('a device is linked with a code, lost, found again and removed; what that breaks is said', async ({
  page,
  workspace,
  urls,
  installation: { operator },
  signedIn: _,
}) => {
  await operator.agree(workspace.id, { devicesMax: 2 });
  await page.goto(urls.devices);
  await expect(page.getByText('1 of 2 devices of the plan is in use.')).toBeVisible();
  await page.getByRole('button', { name: 'Link device' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Link device' }).click();
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/Name the device\./);
  await page.getByLabel('Name').fill('Reception');
  await page.getByRole('dialog').getByRole('button', { name: 'Link device' }).click();

  const pairing = page.getByRole('dialog', { name: 'Pair Reception' });
  const code = pairing.getByTestId('secret');
  await expect(code).toHaveText(/\S{8,}/);
  const first = (await code.textContent()) ?? '';
  await page.keyboard.press('Escape');
  await expect(rowOf(page, 'Reception')).toContainText('Waits for its code');
  await expect(page.getByText('No room for another device')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Link device' })).toBeHidden();

  await chooseAction(page, 'Reception', 'New pairing code');
  await expect(code).toHaveText(/\S{8,}/);
  await expect(code).not.toHaveText(first);
  await expectAccessible(page, 'pairing');
  await expectNoSidewaysScroll(page, 'pairing');
  await pairing.getByRole('button', { name: 'Enter it on the simulated telephone' }).click();
  await expect(rowOf(page, 'Reception')).toContainText('Connected');

  await chooseAction(page, 'Reception', 'Disconnect…');
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(rowOf(page, 'Reception')).toContainText('Disconnected');
  await chooseAction(page, 'Reception', 'Reconnect…');
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await expect(rowOf(page, 'Reception')).toContainText('Connected');
  await chooseAction(page, 'Reception', 'Remove…');
  await expect(page.getByRole('alertdialog')).toContainText('keys that are limited to it reach nothing by it any more');
  await expect(page.getByRole('button', { name: 'Keep device' })).toBeFocused();
  await page.getByRole('button', { name: 'Remove device' }).click();
  await expect(rowOf(page, 'Reception')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Link device' })).toBeVisible();
});

test('a number of WhatsApp Cloud is asked for by its ids, and its token stays in the form', async ({
  page,
  urls,
  signedIn: _,
}) => {
  await page.goto(urls.devices);
  await page.getByRole('button', { name: 'Link device' }).click();
  await page.getByLabel('Name').fill('Orders');
  await page.getByRole('radio', { name: /WhatsApp Cloud/ }).check();
  await page.getByLabel('Phone number id').fill('+31 6');
  await page.getByLabel('Access token').fill('EAAG-not-to-be-seen');
  await page.getByRole('dialog').getByRole('button', { name: 'Link device' }).click();
  await expect(page.getByLabel('Phone number id')).toHaveAccessibleDescription(/must be digits/);
  await expect(page.getByLabel('Access token')).toHaveAttribute('type', 'password');
  await expectAccessible(page, 'linking a Cloud number, with an error');
  await expectNoSidewaysScroll(page, 'linking a Cloud number, with an error');
});

test('a test message goes its way while somebody looks; one that fails says why and what helps', async ({
  page,
  urls,
  signedIn: _,
}) => {
  await page.goto(urls.messages);
  await expect(page.getByText('No messages yet')).toBeVisible();
  await expectAccessible(page, 'no messages');
  await page.getByRole('button', { name: 'Send test message' }).click();
  await page.getByRole('textbox', { name: 'To' }).fill('0612345678');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'To' })).toHaveAccessibleDescription(/in E\.164 form/);
  await expectAccessible(page, 'sending, with an error');
  await expectNoSidewaysScroll(page, 'sending, with an error');
  await page.getByRole('textbox', { name: 'To' }).fill('+31 (6) 1234-5678');
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  await expect(heading(page, 'Message to +31612345678')).toBeFocused();
  await expect(page.getByText('You', { exact: true })).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveText([/Queued/, /Sent/, /Delivered/, /Read/], { timeout: 15_000 });
  await expectAccessible(page, 'a message');
  await expectNoSidewaysScroll(page, 'a message');

  await page.getByRole('main').getByRole('link', { name: 'Messages' }).click();
  await sendTo(page, '+31612340001');
  await expect(page.getByText('The recipient is not on WhatsApp (sandbox).')).toBeVisible();
  await expect(page.getByText('Check it, or write to them in another way.')).toBeVisible();
});

test('messages are found by status, device and sandbox in the address', async ({
  page,
  workspace,
  urls,
  installation: { operator, server },
  signedIn: _,
}) => {
  const { secret } = await operator.createKey(workspace.id, { label: 'Shop', scopes: ['write'] });
  const send = (to: string, body: string) =>
    fetch(`${server.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to, body }),
    });
  await send('+31612345678', 'Your parcel is on its way. '.repeat(20));
  await send('+31612340001', 'W'.repeat(90));
  await page.goto(urls.messages);
  await expect(rowOf(page, '+31612340001')).toContainText('Failed');
  await expect(rowOf(page, '+31612345678')).toContainText('Read', { timeout: 15_000 });
  await expectAccessible(page, 'messages');
  await expectNoSidewaysScroll(page, 'messages');
  await page.getByLabel('Status').selectOption('failed');
  await expect(page).toHaveURL(/\?status=failed$/);
  await expect(rowOf(page, '+31612345678')).toBeHidden();
  await page.getByLabel('Recipients').selectOption('Only real telephones');
  await expect(page.getByText('No message matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await rowOf(page, '+31612340001').getByRole('link').click();
  await expect(page.getByText('The key Shop')).toBeVisible();
  await page.goto(urls.devices);
  await page.getByRole('link', { name: 'Its messages' }).click();
  await expect(rowOf(page, '+31612345678')).toBeVisible();
  expect(page.url()).toContain('deviceId=dev_');
});

test('those who may not change are told who may; what does not load says so', async ({
  page,
  context,
  workspace,
  urls,
  installation,
}) => {
  const viewer = await newMember(installation, workspace, 'viewer');
  await signInAs(context, installation.server, viewer.session);
  await page.goto(urls.devices);
  await expect(page.getByText('To link or remove devices you need the role owner or admin.')).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('button', { name: /^(Link|Actions)/ })).toHaveCount(0);
  await expectAccessible(page, 'devices, as a viewer');
  await expectNoSidewaysScroll(page, 'devices, as a viewer');
  await page.goto(urls.messages);
  await expect(page.getByText('To send messages you need the role owner, admin or developer.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send test message' })).toBeHidden();

  await page.route('**/v1/workspaces/*/devices*', (route) => route.abort());
  await page.goto(urls.devices);
  await expect(page.getByRole('alert')).toContainText('The server could not be reached. Nothing was changed.');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.goto(`${urls.messages}/msg_0`);
  await expect(page.getByText('No such message')).toBeVisible();

  await installation.operator.patch(`/v1/workspaces/${workspace.id}`, { suspended: true });
  for (const url of [urls.devices, urls.messages]) {
    await page.goto(url);
    await expect(page.getByText('its people neither send nor read')).toBeVisible();
    await expect(page.getByRole('alert')).toBeHidden();
  }
});
