import { StoreUnavailableError } from '../errors.js';
import type { CommitOutcome } from '../ports/record-invalidation.port.js';

/** Makes a change known before it is answered, however it ends. */
export async function madeKnown<T>(
  change: () => Promise<T>,
  tell: (outcome: CommitOutcome) => Promise<void>,
): Promise<T> {
  let outcome: CommitOutcome = 'settled';
  try {
    return await change();
  } catch (error) {
    // Everything else that rejects a transaction has undone it.
    if (error instanceof StoreUnavailableError) outcome = 'unknown';
    throw error;
  } finally {
    await tell(outcome);
  }
}
