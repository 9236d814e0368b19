import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { chooseAction, heading, rowOf } from './dashboard.js';
import { expect, signInAs, test as base } from './fixtures.js';
import { newMember, newPerson } from './people.js';
import { LOOPBACK_ALLOWED, Receiver } from './receiver.js';
import { SecretSweep } from './secret-sweep.js';

interface Endpoint {
  readonly id: string;
  readonly secret: string;
}

const test = base.extend<{ receiver: Receiver; webhooksUrl: string; endpoint: (body?: object) => Promise<Endpoint> }>({
  receiver: async ({}, use) => {
    const receiver = await Receiver.start();
    await use(receiver);
    await receiver.stop();
  },
  webhooksUrl: ({ workspace }, use) => use(workspace.keysUrl.replace('api-keys', 'webhooks')),
  endpoint: ({ workspace, receiver, installation: { operator } }, use) =>
    use((body) => operator.post(`/v1/workspaces/${workspace.id}/webhooks`, { url: receiver.url, ...body })),
});
test.use({ environment: LOOPBACK_ALLOWED });

const sendTest = (page: Page) => page.getByRole('button', { name: 'Send test event' }).click();

async function finishReveal(page: Page): Promise<void> {
  await page.getByLabel('I have stored this secret in a safe place').check();
  await page.getByRole('button', { name: 'Done' }).click();
}

test('an endpoint is added, shows its secret once, and what the page prints accepts a test event', async ({
  page,
  webhooksUrl,
  receiver,
  signedIn: _,
}, testInfo) => {
  const sweep = new SecretSweep(page);
  await page.goto(webhooksUrl);
  await expect(page.getByText('No endpoints yet')).toBeVisible();
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await page.getByLabel('Address').fill(`${receiver.url}?token=of-mine`);
  await page.getByLabel('Description').fill('Shop');
  await page.getByRole('radio', { name: 'One by one' }).check();
  await page.getByRole('checkbox', { name: 'message.failed' }).check();
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }).click();
  const { secret } = (await (await answered).json()) as Endpoint;

  const reveal = page.getByRole('alertdialog', { name: 'The signing secret' });
  await expect(page.getByTestId('secret')).toHaveText(/^whsec_•+$/);
  await reveal.getByRole('button', { name: 'Show secret' }).click();
  await expect(page.getByTestId('secret')).toHaveText(secret);
  await page.keyboard.press('Escape');
  await expect(reveal.getByRole('alert')).toContainText('nobody can show you this secret again');
  await finishReveal(page);
  await expect(heading(page, `${receiver.url}?…`)).toBeFocused();
  await expect(page.getByText('of-mine')).toBeHidden();
  await sweep.expectNothingOf(secret);

  await sendTest(page);
  await expect(page.getByText('The test event arrived')).toBeVisible();
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  const example = testInfo.outputPath('verify.mjs');
  await writeFile(example, (await page.getByRole('region', { name: /^Example/ }).textContent()) ?? '');
  process.env['WEBHOOK_SECRET'] = secret;
  const { eventOf } = (await import(example)) as { eventOf: (body: string, headers: object) => { type: string } };
  expect(eventOf(body, headers).type).toBe('webhook.test');
  expect(() => eventOf(`${body} `, headers)).toThrow();

  await expect(rowOf(page, 'webhook.test')).toContainText('Answered 204');
  await page.getByRole('link', { name: 'webhook.test' }).click();
  await expect(page.getByRole('region', { name: 'Payload' })).toContainText('"type": "webhook.test"');
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect.poll(() => receiver.received.length).toBe(2);
  expect(receiver.received[1]).toMatchObject({ body, headers: { 'webhook-id': headers['webhook-id'] } });
  await page.getByRole('link', { name: 'The endpoint and its deliveries' }).click();
  await expect(rowOf(page, 'webhook.test')).toHaveCount(2);
});

test('why an endpoint does not hear is said in words, with what comes next; deliveries are filtered', async ({
  page,
  webhooksUrl,
  receiver,
  endpoint,
  signedIn: _,
}) => {
  const { id } = await endpoint();
  receiver.status = 503;
  await page.goto(`${webhooksUrl}/${id}`);
  await expect(page.getByText('Nothing sent yet')).toBeVisible();
  await sendTest(page);
  const outcome = page.getByText('The test event did not arrive');
  await expect(outcome).toBeVisible();
  await expect(page.getByText(/Refused 503 after \d+ ms\. Any answer but 2xx is a refusal/)).toBeVisible();
  await expect(page.getByText('Every attempt has failed since')).toBeVisible();
  await expect(rowOf(page, 'webhook.test')).toContainText('Pending');
  await expectAccessible(page, 'failing endpoint');
  await expectNoSidewaysScroll(page, 'failing endpoint');

  await page.getByLabel('State of deliveries').selectOption('delivered');
  await expect(page.getByText('No delivery matches')).toBeVisible();
  await expect(page).toHaveURL(/\?state=delivered$/);
  await page.getByRole('button', { name: 'Show all states' }).click();
  await page.getByRole('link', { name: 'webhook.test' }).click();
  await expect(page.getByRole('listitem').first()).toContainText(/Refused 503/);
  await expect(page.getByRole('listitem').last()).toContainText('The next attempt');
  receiver.status = 204;
  await page.getByRole('button', { name: 'Replay' }).click();
  // Nobody has to reload to see what became of it.
  await expect(page.getByRole('listitem')).toHaveText([/Answered 204/]);
  await expectAccessible(page, 'delivery');
  await expectNoSidewaysScroll(page, 'delivery');
});

test('a secret is rotated with an overlap; an endpoint is edited, disabled, enabled and deleted', async ({
  page,
  webhooksUrl,
  receiver,
  endpoint,
  signedIn: _,
}) => {
  await endpoint({ description: 'Shop' });
  await page.goto(webhooksUrl);
  await chooseAction(page, receiver.url, 'Rotate secret…');
  await page.getByLabel('The former secret still signs').selectOption('For 1 hour');
  await page.getByRole('button', { name: 'Rotate secret' }).click();
  await expect(page.getByRole('alertdialog', { name: 'The new signing secret' })).toBeVisible();
  await finishReveal(page);
  await expect(page.getByRole('button', { name: `Actions for ${receiver.url}` })).toBeFocused();

  await chooseAction(page, receiver.url, 'Edit');
  await page.getByLabel('Description').fill('Warehouse');
  await page.getByRole('radio', { name: 'One by one' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('group', { name: 'Events' })).toHaveAccessibleDescription(/Tick at least one/);
  await page.getByRole('checkbox', { name: 'api_key.leaked' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf(page, 'Warehouse')).toContainText('api_key.leaked');

  await rowOf(page, 'Warehouse').getByRole('link').click();
  await expect(page.getByText('Two secrets sign until')).toBeVisible();
  await chooseAction(page, receiver.url, 'Disable…');
  await expect(page.getByRole('button', { name: 'Keep enabled' })).toBeFocused();
  await page.getByRole('button', { name: 'Disable endpoint' }).click();
  await expect(page.getByText('Disabled: nothing is sent to it')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send test event' })).toBeHidden();
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Send test event' })).toBeVisible();

  await chooseAction(page, receiver.url, 'Delete…');
  await page.getByRole('button', { name: 'Delete endpoint' }).click();
  await expect(page.getByText('No endpoints yet')).toBeVisible();
  // Back does not lead to what is no longer there.
  await page.goBack();
  await expect(page.getByText('No endpoints yet')).toBeVisible();
});

test('every state of the screens, also for those who may not, without the plan, and without an answer', async ({
  page,
  context,
  workspace,
  webhooksUrl,
  endpoint,
  installation,
  signedIn: _,
}) => {
  test.setTimeout(60_000);
  const { server, operator, apiId } = installation;
  await page.goto(webhooksUrl);
  await expect(page.getByText('No endpoints yet')).toBeVisible();
  await expectAccessible(page, 'no endpoints');
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await page.getByRole('radio', { name: 'One by one' }).check();
  await page.getByLabel('Address').fill('http://10.0.0.1/hook');
  await page.getByRole('checkbox', { name: 'message.read' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }).click();
  await expect(page.getByLabel('Address')).toHaveAccessibleDescription(/Url must lead to a public address/);
  await expect(page.getByLabel('Address')).toBeFocused();
  await expectAccessible(page, 'adding, with an error');
  await expectNoSidewaysScroll(page, 'adding, with an error');

  const { id } = await endpoint({ url: `https://example.com/${'long-'.repeat(40)}`, description: 'W'.repeat(80) });
  await endpoint({ url: null });
  await page.goto(webhooksUrl);
  await expect(rowOf(page, 'For X-Webhook-URL')).toBeVisible();
  await expectAccessible(page, 'endpoints');
  await expectNoSidewaysScroll(page, 'endpoints');

  await page.route(`**/v1/**/webhooks/${id}`, (route) =>
    route.fulfill({ status: 500, json: { code: 'internal', detail: 'Broken.', status: 500, requestId: 'req-42' } }),
  );
  await page.goto(`${webhooksUrl}/${id}`);
  await expect(page.getByRole('alert')).toContainText('The endpoint could not be loaded.');
  await expect(page.getByRole('alert')).toContainText('req-42');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Check that it comes from here')).toBeVisible();
  await page.goto(`${webhooksUrl}/whe_0`);
  await expect(page.getByText('No such endpoint')).toBeVisible();

  const viewer = await newMember(installation, workspace, 'viewer');
  await signInAs(context, server, viewer.session);
  await page.goto(`${webhooksUrl}/${id}`);
  await expect(page.getByText('Nothing sent yet')).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Send|Actions)/ })).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'Webhooks' }).click();
  await expect(page.getByText('To add or change endpoints you need the role owner, admin or developer.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Add|Actions)/ })).toHaveCount(0);
  await expectAccessible(page, 'endpoints, as a viewer');
  const support = await newPerson(installation, 'support');
  await signInAs(context, server, support.session);
  await page.goto(webhooksUrl);
  await expect(page.getByText('Not with your role')).toBeVisible();

  const { id: planId } = await operator.createPlan(apiId, { slug: 'mute', name: 'Mute', entitlements: ['api_access'] });
  await operator.patch(`/v1/workspaces/${workspace.id}`, { planId });
  await signInAs(context, server, operator);
  await page.goto(webhooksUrl);
  await expect(page.getByText('The plan Mute does not include webhooks')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add endpoint' })).toBeHidden();
  await expectAccessible(page, 'a plan without webhooks');
});

test('StartMessaging’s own signature is checked by the example that its API’s workspaces are shown', async ({
  page,
  receiver,
  installation: { operator, server },
  signedIn: _,
}, testInfo) => {
  const { id: apiId } = await operator.createApi('Start', 'startmessaging', ['start.localhost']);
  const workspace = await operator.createWorkspace(apiId, 'Starter');
  const webhooks = `/v1/workspaces/${workspace.id}/webhooks`;
  const { id, secret } = await operator.post<Endpoint>(webhooks, { url: receiver.url });
  await page.goto(`${server.url}/w/${workspace.id}/settings/webhooks/${id}`);
  await page.getByLabel('Example', { exact: true }).selectOption('Node, with X-Webhook-Signature');
  const example = testInfo.outputPath('verify-hex.mjs');
  await writeFile(example, (await page.getByRole('region', { name: /^Example/ }).textContent()) ?? '');
  await sendTest(page);
  await expect(page.getByText('The test event arrived')).toBeVisible();
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  process.env['WEBHOOK_SECRET'] = secret;
  const { isGenuine } = (await import(example)) as { isGenuine: (body: string, headers: object) => boolean };
  expect(isGenuine(body, headers)).toBe(true);
  expect(isGenuine(`${body} `, headers)).toBe(false);
});
