import type { BrowserContext, Page } from '@playwright/test';

interface Reporting {
  reportViolation(text: string): void;
}

/** Gathers everything that the content security policy or Trusted Types had to stop, in every page of a context. */
export async function watchContentSecurity(context: BrowserContext): Promise<string[]> {
  const violations: string[] = [];
  await context.exposeFunction('reportViolation', (text: string) => void violations.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, sample }) => {
      const where = [violatedDirective, blockedURI, sourceFile, sample].join(' ');
      (window as unknown as Reporting).reportViolation(where);
    });
  });
  const listen = (page: Page) =>
    page.on('console', (message) => {
      const text = message.text();
      if (/content security policy|trusted ?type/i.test(text)) violations.push(text);
    });
  context.pages().forEach(listen);
  context.on('page', listen);
  return violations;
}
