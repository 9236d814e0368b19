/** Host names as a person writes them down: one a line, or with blanks or commas between them. */
export const hostnamesOf = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
  ),
];

export const hostnamesText = (hostnames: readonly string[]): string => hostnames.join('\n');
