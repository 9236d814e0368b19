/**
 * Told of every change that a decision may stand on, after the commit and before the answer. When the promise resolves,
 * no request that starts later is decided on the old record.
 *
 * It is told also where the outcome of a commit is unknown: dropping a record that did not change costs one look-up,
 * keeping one that did would break the promise.
 */
export interface RecordInvalidation {
  keyChanged(sha256: string): Promise<void>;
  workspaceChanged(workspaceId: string): Promise<void>;
  apisChanged(): Promise<void>;
}
