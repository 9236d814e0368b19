import type { Database } from '../ports/database.port.js';
import { latest, type UsageWriter } from '../usage/usage-writer.js';

/** When keys were last used with success, what is not written yet included. */
export class LastUses {
  constructor(
    private readonly database: Pick<Database, 'usage'>,
    private readonly writer: Pick<UsageWriter, 'unwrittenUseMs'>,
  ) {}

  /** In milliseconds since the epoch, by key id; without the keys that were never used. */
  async of(keyIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    // Memory before the store: what is written in between is seen in both, never in neither.
    const unwritten = new Map(keyIds.map((keyId) => [keyId, this.writer.unwrittenUseMs(keyId)]));
    const written = await this.database.usage.lastUses(keyIds);
    const uses = new Map<string, number>();
    for (const keyId of keyIds) {
      const atMs = latest([unwritten.get(keyId), written.get(keyId)]);
      if (atMs !== null) uses.set(keyId, atMs);
    }
    return uses;
  }
}
