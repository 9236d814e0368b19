/** Of an address what is no secret, for mails and the audit log: some carry one in the query, or as a user's password. */
export function shownAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
