import type { KeyRecord } from './key-record.js';

export interface RecordCacheOptions {
  /** Records kept at most; the one that was filled first leaves first. */
  readonly recordsMax: number;
  readonly load: (sha256: string) => Promise<KeyRecord | null>;
}

/**
 * Key records in process, so that a decision needs no SQL.
 *
 * A revocation is over when its answer is sent. Two races could break that. A look-up that was under way while the
 * change committed may have read the old record, and must not keep it; and a request that starts after the change must
 * not join such a look-up. Both are closed by one rule: a change forgets the look-ups under way, and only a look-up
 * that is still the registered one may keep what it read.
 */
export class RecordCache {
  private readonly records = new Map<string, KeyRecord>();
  private readonly underWay = new Map<string, Promise<KeyRecord | null>>();

  constructor(private readonly options: RecordCacheOptions) {}

  /** At once where the record is at hand. Unknown fingerprints are not remembered, so that a new key works at once. */
  get(sha256: string): KeyRecord | Promise<KeyRecord | null> {
    return this.records.get(sha256) ?? this.underWay.get(sha256) ?? this.lookUp(sha256);
  }

  /** After a change to one key has committed, and before that is answered. */
  dropKey(sha256: string): void {
    this.records.delete(sha256);
    this.underWay.delete(sha256);
  }

  /** After a change that many keys stand on: a workspace, a plan. Rare, so the whole cache pays for it. */
  dropAll(): void {
    this.records.clear();
    this.underWay.clear();
  }

  private async lookUp(sha256: string): Promise<KeyRecord | null> {
    const look = this.options.load(sha256);
    this.underWay.set(sha256, look);
    try {
      const record = await look;
      if (record !== null && this.underWay.get(sha256) === look) this.keep(sha256, record);
      return record;
    } finally {
      if (this.underWay.get(sha256) === look) this.underWay.delete(sha256);
    }
  }

  private keep(sha256: string, record: KeyRecord): void {
    if (this.records.size >= this.options.recordsMax) {
      const oldest = this.records.keys().next();
      if (!oldest.done) this.records.delete(oldest.value);
    }
    this.records.set(sha256, record);
  }
}
