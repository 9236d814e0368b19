import { type DomainError, ForeignResourceError } from '../errors.js';

export interface OwnedStore<T> {
  find(workspaceId: string, id: string): Promise<T | null>;
  exists(id: string): Promise<boolean>;
}

/** Asks twice in either case of absence, so that the time it takes does not tell them apart. @throws what `absent` makes, or ForeignResourceError */
export async function findOwn<T>(
  store: OwnedStore<T>,
  workspaceId: string,
  id: string,
  absent: () => DomainError,
): Promise<T> {
  const found = await store.find(workspaceId, id);
  if (found !== null) return found;
  throw (await store.exists(id)) ? new ForeignResourceError(absent()) : absent();
}
