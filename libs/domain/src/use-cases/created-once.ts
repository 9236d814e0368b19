import type { Claim } from '../idempotency/recorded-request.js';
import type { Stores } from '../ports/database.port.js';

/** Absent where the request does not name itself. */
export type ClaimOfRequest = Claim | null | undefined;

/**
 * In the transaction that creates something: ties it to the request, so that no repetition creates another one.
 * @throws DomainError `idempotency_running` where a repetition has taken over
 */
export async function noteCreated(stores: Stores, claim: ClaimOfRequest, resultId: string): Promise<void> {
  if (claim) await stores.idempotency.note(claim, resultId);
}

/** What an earlier attempt at this request has created and could not answer for; `null` where there is none. */
export const createdBefore = async <T>(
  claim: ClaimOfRequest,
  find: (id: string) => Promise<T | null>,
): Promise<T | null> => (claim?.resultId ? find(claim.resultId) : null);
