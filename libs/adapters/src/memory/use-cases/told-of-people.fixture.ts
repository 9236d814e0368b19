import type { CommitOutcome, RecordInvalidation } from '@latchkey/domain';

/** Notes whose rights were made known as changed, and how that change ended. */
export function toldOfPeople() {
  const told: (readonly [userId: string, outcome: CommitOutcome])[] = [];
  const invalidation: RecordInvalidation = {
    keyChanged: () => Promise.reject(new Error('no key changes here')),
    workspaceChanged: () => Promise.reject(new Error('no workspace changes here')),
    planChanged: () => Promise.reject(new Error('no plan changes here')),
    personChanged: async (userId, outcome) => void told.push([userId, outcome]),
    apisChanged: () => Promise.reject(new Error('no API changes here')),
  };
  return { told, invalidation };
}
