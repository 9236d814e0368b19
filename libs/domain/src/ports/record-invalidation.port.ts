/**
 * How a change ended: `settled`, committed or undone for certain; or `unknown`, where the answer to the commit is
 * missing and it may still take effect later.
 */
export type CommitOutcome = 'settled' | 'unknown';

/**
 * Told of every change that a decision may stand on, after the commit and before the answer. When the promise resolves,
 * no request that starts later is decided on the old record.
 *
 * After an `unknown` outcome what is read next may be the old record once more. It must not be kept, and not be decided
 * on, until a read that waits for changes under way has settled it.
 */
export interface RecordInvalidation {
  keyChanged(sha256: string, outcome: CommitOutcome): Promise<void>;
  workspaceChanged(workspaceId: string, outcome: CommitOutcome): Promise<void>;
  /** Of the plan itself: every workspace that is on it stands on other terms. */
  planChanged(planId: string, outcome: CommitOutcome): Promise<void>;
  /** Of what a person may do, in whichever workspace: keys that inherit from them stand on it. */
  personChanged(userId: string, outcome: CommitOutcome): Promise<void>;
  apisChanged(outcome: CommitOutcome): Promise<void>;
}
