import { startedOverlap } from '../key/replacement.js';
import type { KeyRecord } from '../verification/key-record.js';
import { keyCaller } from './caller.js';
import type { ChangeKey } from './change-key.js';

/**
 * The overlap of a rotation begins with the successor's first allowed request. Requests that come together share one
 * transaction; the lock settles what comes from elsewhere, so the overlap starts once.
 */
export class StartOverlap {
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(private readonly changeKey: ChangeKey) {}

  /** When it resolves, the start is durable, and neither key is decided on an old record. @throws StoreUnavailableError */
  execute(successor: KeyRecord, predecessorId: string, address: string | null): Promise<void> {
    const { id } = successor.key;
    const joined = this.underWay.get(id);
    if (joined !== undefined) return joined;
    const start = this.start(successor, predecessorId, address).finally(() => this.underWay.delete(id));
    this.underWay.set(id, start);
    return start;
  }

  private start(record: KeyRecord, keyId: string, address: string | null): Promise<void> {
    const { key: successor } = record;
    const { workspaceId } = successor;
    const caller = keyCaller(record, { address, requestId: null });
    return this.changeKey.underLock(caller, { workspaceId, keyId }, async ({ key, nowMs, write, alsoChanges }) => {
      alsoChanges(successor.sha256);
      const { replacement } = key;
      if (replacement?.byId !== successor.id || replacement.overlapEndsAtMs !== null) return;
      const started = startedOverlap(replacement, key.expiresAtMs, nowMs);
      await write({
        key: { ...key, replacement: started },
        action: 'key.overlap_started',
        before: { overlapEndsAtMs: null },
        after: { overlapEndsAtMs: started.overlapEndsAtMs },
      });
    });
  }
}
