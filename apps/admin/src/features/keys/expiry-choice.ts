export const EXPIRY_CHOICES = ['default', '30', '90', '365', 'custom', 'never'] as const;
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number];

const DAY_MS = 86_400_000;

/** The end of a day as the reader's calendar has it: a key that lasts “until the 12th” works on the 12th. */
export function endOfDayMs(date: string): number | null {
  const parts = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(date);
  if (parts === null) return null;
  return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), 23, 59, 59).getTime();
}

/** When a key with this choice ends; `null`: never, `undefined`: no day chosen yet. */
export function chosenExpiryMs(
  choice: ExpiryChoice,
  date: string,
  defaultLifetimeDays: number | null,
  nowMs: number,
): number | null | undefined {
  switch (choice) {
    case 'default':
      return defaultLifetimeDays === null ? null : nowMs + defaultLifetimeDays * DAY_MS;
    case 'never':
      return null;
    case 'custom':
      return endOfDayMs(date) ?? undefined;
    case '30':
    case '90':
    case '365':
      return nowMs + Number(choice) * DAY_MS;
  }
}

/** As the request wants it: left out, the API's default applies, reckoned by the server. */
export function expiryForRequest(choice: ExpiryChoice, date: string, nowMs: number): { expiresAt?: string | null } {
  if (choice === 'default') return {};
  const momentMs = chosenExpiryMs(choice, date, null, nowMs);
  return { expiresAt: momentMs === null || momentMs === undefined ? null : new Date(momentMs).toISOString() };
}
