import type { OwnerLeftPolicy } from '../../shared/api/model';

/** What becomes of somebody's keys by the policy of the API, `null` where it has none. `whose`: “The keys that you …”. */
export function keysAfterLeaving(policy: OwnerLeftPolicy | null, whose: string): string {
  switch (policy?.act) {
    case 'disable':
      return `${whose} are disabled at once.`;
    case 'revoke':
      return `${whose} are revoked at once, which cannot be undone.`;
    case undefined:
      return `${whose} go on working: revoke the ones that nobody else should know.`;
  }
}
