import type { AlertView, KeyView } from '../../shared/api/model';

/** Days before its end at which a key is worth a look: the first that alerts tell of. */
const EXPIRING_DAYS = 30;
const SILENT_DAYS = 60;
const NEVER_USED_DAYS = 14;
const DAY_MS = 86_400_000;

export type Want = 'expiring' | 'rotation_due' | 'silent' | 'never_used';

export interface Attention {
  readonly keyId: string;
  readonly want: Want;
  /** The end of the key, or since when it has been so. */
  readonly at: string;
}

const URGENCY: readonly Want[] = ['expiring', 'rotation_due', 'silent', 'never_used'];

type WatchedKey = Pick<KeyView, 'id' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'replacedBy'>;
type WatchedAlert = Pick<AlertView, 'kind' | 'keyId' | 'cause' | 'firedAt' | 'silenced'>;

/**
 * Keys that somebody should do something about, each for what is most urgent. Alerts know of all keys, the list only of
 * those that are on it. A key that is being replaced has been seen to.
 */
export function attentionOf(keys: readonly WatchedKey[], alerts: readonly WatchedAlert[], nowMs: number): Attention[] {
  const replaced = new Set(keys.flatMap(({ id, replacedBy }) => (replacedBy === null ? [] : [id])));
  const found = [...alerts.flatMap(ofAlert), ...keys.flatMap((key) => ofKey(key, nowMs))]
    .filter(({ keyId }) => !replaced.has(keyId))
    .toSorted(
      (one, other) => URGENCY.indexOf(one.want) - URGENCY.indexOf(other.want) || one.at.localeCompare(other.at),
    );
  const first = new Map(found.toReversed().map((each) => [each.keyId, each]));
  return found.filter((each) => first.get(each.keyId) === each);
}

function ofAlert({ kind, keyId, cause, firedAt, silenced }: WatchedAlert): Attention[] {
  if (keyId === null || silenced !== null) return [];
  if (kind === 'key_expiring') return [{ keyId, want: 'expiring', at: cause.expiresAt ?? firedAt }];
  return kind === 'rotation_due' ? [{ keyId, want: 'rotation_due', at: cause.dueSince ?? firedAt }] : [];
}

function ofKey({ id: keyId, createdAt, expiresAt, lastUsedAt }: WatchedKey, nowMs: number): Attention[] {
  const daysSince = (at: string) => (nowMs - Date.parse(at)) / DAY_MS;
  if (expiresAt !== null && -daysSince(expiresAt) <= EXPIRING_DAYS) return [{ keyId, want: 'expiring', at: expiresAt }];
  if (lastUsedAt === null)
    return daysSince(createdAt) > NEVER_USED_DAYS ? [{ keyId, want: 'never_used', at: createdAt }] : [];
  return daysSince(lastUsedAt) > SILENT_DAYS ? [{ keyId, want: 'silent', at: lastUsedAt }] : [];
}
