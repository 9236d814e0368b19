import type { ExpiryNoticeDays } from '@latchkey/vocabulary';
import type { ApiKey } from '../key/api-key.js';

/**
 * Which keys their workspaces have to be told of. All are for use in a transaction: they find keys, mark them as taken, and
 * keep them as they are until the end, so that no two tell of the same. The marks lead past what was looked at; whether an
 * alert was told, the alerts know. Keys that somebody is changing are passed over; the next look finds them.
 */
export interface KeyNoticeStore {
  /**
   * Keys for which `isExpiringWithin` holds, and which were not told of at that distance or a nearer one; the first to
   * expire first, `keysMax` at most. So a look that comes late tells of the nearest distance only.
   */
  takeExpiring(days: ExpiryNoticeDays, nowMs: number, keysMax: number): Promise<readonly ApiKey[]>;
  /** Keys for which `isRotationDue` holds under the rules of their workspaces, and which were not taken before; the oldest first, `keysMax` at most. */
  takeRotationDue(nowMs: number, keysMax: number): Promise<readonly ApiKey[]>;
  /** Keys for which `isScheduledRevocationDue` holds, and which were not told of; `keysMax` at most. */
  takeRevoked(nowMs: number, keysMax: number): Promise<readonly ApiKey[]>;
}
