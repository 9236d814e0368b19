import { expect, signInAs, test } from './fixtures.js';
import { tabTo } from './keyboard.js';
import { newMember } from './people.js';

test('invite, pass the link on and revoke it without a mouse, with forced colours', async ({
  page,
  context,
  workspace,
  installation,
}) => {
  const owner = await newMember(installation, workspace, 'owner');
  await signInAs(context, installation.server, owner.session);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: installation.server.url });
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(workspace.keysUrl.replace('api-keys', 'team'));
  await tabTo(page, page.getByRole('button', { name: 'Invite' }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Mail address')).toBeFocused();
  await page.keyboard.type('grace@example.com');
  await tabTo(page, page.getByRole('radio', { name: /^Developer/ }));
  await page.keyboard.press('ArrowDown');
  const viewer = page.getByRole('radio', { name: /^Viewer/ });
  await expect(viewer).toBeChecked();
  // The choice is told by more than a colour, which here is the system's.
  const outlined = (element: Element) => getComputedStyle(element.closest('label') ?? element).outlineStyle;
  expect(await viewer.evaluate(outlined)).toBe('solid');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('button', { name: 'Copy link' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Copied. Paste it where it belongs')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('/invitations/accept#token=');
  await tabTo(page, page.getByRole('checkbox'));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');

  const actions = page.getByRole('button', { name: 'Actions for grace@example.com' });
  await expect(actions).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep invitation' })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Revoke invitation' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'grace@example.com' })).toContainText('Revoked');
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeFocused();
});

test('a range is added and removed without a mouse', async ({ page, workspace, signedIn: _ }) => {
  await page.goto(workspace.keysUrl.replace('api-keys', 'security'));
  const add = page.getByRole('button', { name: 'Add range' });
  await tabTo(page, add);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Address or range')).toBeFocused();
  await page.keyboard.type('127.0.0.0/8');
  await page.keyboard.press('Enter');
  const remove = page.getByRole('button', { name: 'Remove 127.0.0.0/8' });
  await expect(remove).toBeVisible();
  await expect(add).toBeFocused();
  await tabTo(page, remove);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep range' })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Remove range' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Open from everywhere')).toBeVisible();
  await expect(add).toBeFocused();
});
