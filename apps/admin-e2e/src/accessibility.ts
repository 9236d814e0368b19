import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG_2_2_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Stand at both ends of a menu and pass focus on the moment they get it, so nobody is ever on one. */
const FOCUS_GUARD = '[data-base-ui-focus-guard]';

/** No violation of WCAG 2.2 AA that a machine can find, in light and in dark. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    // Legacy: in this very page. There are no frames that would need a page of axe's own, which takes longer to open.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(WCAG_2_2_AA).exclude(FOCUS_GUARD);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
}

/** Contrast is measured on what is there: a colour half-way through a transition is nobody's choice. */
export const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );

const WIDTHS = [320, 360, 768, 1280] as const;

export async function expectNoSidewaysScroll(page: Page, state: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 740 });
    // Polled: crossing a width where the layout changes takes the page a moment.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), {
        message: `${state} at ${width} px`,
      })
      .toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
