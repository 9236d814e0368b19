import { readFile } from 'node:fs/promises';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.js';
import { heading } from './dashboard.js';
import { expect, type Installation, signInAs, test } from './fixtures.js';
import { callWithKey } from './operator.js';
import { newMember, newPerson } from './people.js';

let catalogues = 0;

/** An API of its own whose plans workspaces choose by themselves, but for the last. */
async function withPlans({ operator }: Installation) {
  const number = ++catalogues;
  const { id: apiId } = await operator.createApi(`Plans ${number}`, 'standard', [`plans${number}.localhost`]);
  const plan = (name: string, more: object) =>
    operator.createPlan(apiId, {
      slug: name.toLowerCase(),
      name,
      entitlements: ['api_access'],
      selfService: true,
      ...more,
    });
  const free = await plan('Free', { keysMax: 2, messagesPerMonth: 100, dailyLimit: 50 });
  await plan('Premium', { keysMax: 10, messagesPerMonth: 10_000, dailyLimit: null });
  await plan('Tiny', { keysMax: 0, messagesPerMonth: 100, dailyLimit: 50 });
  await plan('Enterprise', { keysMax: null, selfService: false });
  const { id } = await operator.post<{ id: string }>('/v1/workspaces', { apiId, name: 'Planned', planId: free.id });
  return { id, planUrl: `/w/${id}/settings/plan` };
}

test('an owner sees what is left and how far it lasts, looks at another plan, and moves to it', async ({
  page,
  context,
  installation,
}) => {
  test.setTimeout(60_000);
  const { server, operator } = installation;
  const workspace = await withPlans(installation);
  await operator.createKey(workspace.id, { label: 'Billing' });
  const owner = await newMember(installation, workspace, 'owner');
  await signInAs(context, server, owner.session);
  await page.goto(server.url + workspace.planUrl);
  await expect(page.getByRole('heading', { name: 'Free' })).toBeVisible();
  await expect(page.getByRole('meter', { name: 'API keys' })).toHaveAttribute('aria-valuetext', '1 of 2 in use.');
  const burnDown = page.getByRole('figure', { name: 'Requests left today' });
  await expect(burnDown.getByRole('img')).toHaveAccessibleName(/ of 50 left until /);
  await burnDown.getByText('Show as table').click();
  await expect(burnDown.getByRole('row').nth(1)).toContainText('50');
  await expect(page.getByText('Only an operator moves a workspace to Enterprise.')).toBeVisible();
  await expectAccessible(page, 'plan');
  await expectNoSidewaysScroll(page, 'plan');

  await page.getByRole('button', { name: 'Change to Premium…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Change to Premium?' });
  await expect(dialog.getByRole('button', { name: 'Keep the plan' })).toBeFocused();
  await expect(dialog).toContainText('10,000');
  await expect(dialog).toContainText('What is spent stays spent.');
  await expectAccessible(page, 'change of plan');
  await expectNoSidewaysScroll(page, 'change of plan');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Change to Premium…' }).click();
  await dialog.getByRole('button', { name: 'Change the plan' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Premium' })).toBeVisible();
  await expect(page.getByRole('meter', { name: 'API keys' })).toHaveAttribute('aria-valuetext', '1 of 10 in use.');
});

test('a plan that is too small says what is in the way, and an owner cannot insist', async ({
  page,
  context,
  installation,
}) => {
  const { server, operator } = installation;
  const workspace = await withPlans(installation);
  await operator.createKey(workspace.id, { label: 'Billing' });
  await signInAs(context, server, (await newMember(installation, workspace, 'owner')).session);
  await page.goto(server.url + workspace.planUrl);
  await page.getByRole('button', { name: 'Change to Tiny…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Change to Tiny?' });
  await expect(dialog).toContainText('More is in use than this plan allows');
  await expect(dialog).toContainText('1 key in use, 0 allowed.');
  await expect(dialog.getByRole('button')).toHaveText(['Keep the plan']);
  await expectAccessible(page, 'a plan that is too small');
});

test('a change that fails says that nothing was changed', async ({ page, context, installation }) => {
  const { server } = installation;
  const workspace = await withPlans(installation);
  await signInAs(context, server, (await newMember(installation, workspace, 'admin')).session);
  await page.route('**/plan/change', (route) =>
    route.fulfill({
      status: 409,
      json: { code: 'plan_too_small', detail: 'Too small.', requestId: 'req_7', status: 409, title: '', type: '' },
    }),
  );
  await page.goto(server.url + workspace.planUrl);
  await page.getByRole('button', { name: 'Change to Premium…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Change the plan' }).click();
  await expect(page.getByRole('alert')).toContainText('Too small. Nothing was changed.');
  await expect(page.getByRole('alert')).toContainText('Request req_7');
});

test('a statement is read, and downloaded as a table and as data', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  test.setTimeout(60_000);
  const { server, operator } = installation;
  const { secret } = await operator.createKey(workspace.id, { label: 'Billing' });
  await callWithKey(server.url, secret);
  // Has what is counted written, which statements are made of.
  await operator.get(`/v1/workspaces/${workspace.id}/usage`);
  await signInAs(context, server, (await newMember(installation, workspace, 'viewer')).session);
  await page.goto(`${server.url}/w/${workspace.id}/settings/plan`);
  await expect(page.getByText('To change the plan you need the role owner or admin.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Change to/ })).toHaveCount(0);
  const month = new Date().toISOString().slice(0, 7);
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date());
  await page.getByRole('link', { name, exact: true }).click();
  await expect(heading(page, `Statement of ${name}`)).toBeFocused();
  await expect(page.getByText('Open: it is still being counted')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Billing' })).toContainText('1');
  await expectAccessible(page, 'statement');
  await expectNoSidewaysScroll(page, 'statement');

  const download = async (form: string) => {
    const under = page.waitForEvent('download');
    await page.getByRole('link', { name: `${form} of ${name}` }).click();
    const file = await under;
    expect(file.suggestedFilename()).toMatch(new RegExp(`^statement-${month}.*\\.${form.toLowerCase()}$`));
    return readFile(await file.path(), 'utf8');
  };
  expect(await download('CSV')).toContain('requests_allowed');
  expect(JSON.parse(await download('JSON'))).toMatchObject({ month, workspaceId: workspace.id });
  await page.goto(`${server.url}/w/${workspace.id}/settings/plan/statements/1999-01`);
  await expect(page.getByRole('alert')).toContainText('The statement could not be loaded.');
});

test('support sees the plan, and is told who sees the rest', async ({ page, context, installation }) => {
  const { server } = installation;
  const workspace = await withPlans(installation);
  await signInAs(context, server, (await newPerson(installation, 'support')).session);
  await page.goto(server.url + workspace.planUrl);
  await expect(page.getByRole('heading', { name: 'Free' })).toBeVisible();
  await expect(page.getByText('To see other plans and statements you need the role')).toBeVisible();
  await page.goto(`${server.url}${workspace.planUrl}/statements/2026-01`);
  await expect(page.getByRole('heading', { name: 'Not with your role' })).toBeVisible();
  await page.goto(`${server.url}/w/${workspace.id}/settings/workspace`);
  await expect(page.getByText('To rename the workspace you need the role owner or admin.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Suspend workspace' })).toBeHidden();
});
