/**
 * Refuses a row whose parent is absent or another tenant's, as the foreign keys of the SQL schema do. Only a mistake in
 * the code gets here, so it is no `DomainError`.
 */
export function requireParent(isThere: boolean, child: string, parent: string): void {
  if (!isThere) throw new Error(`A ${child} must belong to an existing ${parent}.`);
}
