import type { Locator, Page } from '@playwright/test';
import type { Key } from './operator.js';

/* The dashboard's controls, by the names that a person reads or hears. */

export const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name });

export const generateButton = (page: Page): Locator => page.getByRole('button', { name: 'Generate New Key' });

export const revealDialog = (page: Page): Locator => page.getByRole('alertdialog', { name: 'Your new API key' });

export const rowOf = (page: Page, label: string): Locator => page.getByRole('row').filter({ hasText: label });

export async function openActions(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${label}` }).click();
}

export async function chooseAction(page: Page, label: string, action: string): Promise<void> {
  await openActions(page, label);
  await page.getByRole('menuitem', { name: action }).click();
}

/** From the list to the reveal; the answer that carried the key is what the tests compare with. */
export async function generate(page: Page, label: string): Promise<Key> {
  await generateButton(page).click();
  await page.getByLabel('Label').fill(label);
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/keys'),
  );
  await page.getByRole('button', { name: 'Generate key' }).click();
  const key = (await (await answered).json()) as Key;
  await revealDialog(page).waitFor();
  return key;
}

export async function finishReveal(page: Page): Promise<void> {
  await page.getByLabel('I have stored this key in a safe place').check();
  await page.getByRole('button', { name: 'Done' }).click();
  await revealDialog(page).waitFor({ state: 'detached' });
}

export async function fillRevocation(page: Page, label: string, reason = 'compromised'): Promise<void> {
  await page.getByLabel('Reason').selectOption(reason);
  await page.getByLabel('Type the label to confirm').fill(label);
}
