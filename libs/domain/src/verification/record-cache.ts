import type { CommitOutcome } from '../ports/record-invalidation.port.js';
import type { KeyRecord } from './key-record.js';

export interface RecordCacheOptions {
  /** Records kept at most; the one that was filled first leaves first. */
  readonly recordsMax: number;
  readonly load: (sha256: string) => Promise<KeyRecord | null>;
  /** Waits for changes under way. */
  readonly loadSettled: (sha256: string) => Promise<KeyRecord | null>;
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
  /** Fingerprints of keys that exist: no key is ever deleted, so this outlives every change to one. */
  private readonly recognised = new Set<string>();
  /**
   * What may still change behind our back, because the outcome of a commit is unknown: fingerprints of keys, and ids of
   * workspaces, plans and people, each with the number of its latest doubt.
   */
  private readonly uncertain = new Map<string, number>();
  private doubts = 0;
  private isTrusted = true;

  constructor(private readonly options: RecordCacheOptions) {}

  /** At once where the record is at hand. Unknown fingerprints are not remembered, so that a new key works at once. */
  get(sha256: string): KeyRecord | Promise<KeyRecord | null> {
    return this.records.get(sha256) ?? this.underWay.get(sha256) ?? this.lookUp(sha256);
  }

  /** Whether a key with this fingerprint was found before, be its record at hand or not. It says nothing of its state. */
  recognises(sha256: string): boolean {
    return this.records.has(sha256) || this.recognised.has(sha256);
  }

  /** After a change to one key, and before that is answered. */
  dropKey(sha256: string, outcome: CommitOutcome): void {
    if (outcome === 'unknown') this.doubt(sha256);
    this.records.delete(sha256);
    this.underWay.delete(sha256);
  }

  /** After a change that many keys stand on. Rare, so the whole cache pays for it. */
  dropWorkspace(workspaceId: string, outcome: CommitOutcome): void {
    if (outcome === 'unknown') this.doubt(workspaceId);
    this.dropAll();
  }

  /** As for a workspace: nobody knows which keys stand on a plan. */
  dropPlan(planId: string, outcome: CommitOutcome): void {
    if (outcome === 'unknown') this.doubt(planId);
    this.dropAll();
  }

  /** As for a workspace: the keys that inherit from a person may be anywhere. */
  dropPerson(userId: string, outcome: CommitOutcome): void {
    if (outcome === 'unknown') this.doubt(userId);
    this.dropAll();
  }

  /** From now on somebody else may be changing things: nothing is kept, and every decision reads, until `trust`. */
  distrust(): void {
    this.isTrusted = false;
    this.dropAll();
  }

  /** We are alone again. What was read in between was not kept. */
  trust(): void {
    this.isTrusted = true;
    this.dropAll();
  }

  private dropAll(): void {
    this.records.clear();
    this.underWay.clear();
  }

  private async lookUp(sha256: string): Promise<KeyRecord | null> {
    const look = this.load(sha256);
    this.underWay.set(sha256, look);
    try {
      const record = await look;
      if (record === null) return null;
      this.recognise(sha256);
      if (this.underWay.get(sha256) === look) this.keep(sha256, record);
      return record;
    } finally {
      if (this.underWay.get(sha256) === look) this.underWay.delete(sha256);
    }
  }

  /**
   * What is uncertain is read once in the slow way, which settles it, unless it became uncertain again meanwhile. The
   * settled record may name another plan than the one that was doubted: it has waited for that one as well.
   */
  private async load(sha256: string): Promise<KeyRecord | null> {
    if (!this.uncertain.has(sha256)) {
      const record = await this.options.load(sha256);
      if (record === null || !this.isUncertain(record)) return record;
    }
    const lastDoubt = this.doubts;
    const settled = await this.options.loadSettled(sha256);
    this.believe(sha256, lastDoubt);
    if (settled !== null) for (const id of stoodOn(settled)) this.believe(id, lastDoubt);
    return settled;
  }

  private recognise(sha256: string): void {
    if (this.recognised.has(sha256)) return;
    makeRoomIn(this.recognised, this.options.recordsMax);
    this.recognised.add(sha256);
  }

  private doubt(what: string): void {
    this.uncertain.set(what, ++this.doubts);
  }

  private believe(what: string, lastDoubt: number): void {
    if ((this.uncertain.get(what) ?? 0) <= lastDoubt) this.uncertain.delete(what);
  }

  private isUncertain(record: KeyRecord): boolean {
    return this.uncertain.size > 0 && stoodOn(record).some((id) => this.uncertain.has(id));
  }

  private keep(sha256: string, record: KeyRecord): void {
    if (!this.isTrusted) return;
    makeRoomIn(this.records, this.options.recordsMax);
    this.records.set(sha256, record);
  }
}

/** What may change behind a record, beside the key. */
function stoodOn({ key, workspace, plan }: KeyRecord): readonly string[] {
  const ids = [workspace.id, plan.id];
  return key.inheritsFrom === null ? ids : [...ids, key.inheritsFrom];
}

/** What came first leaves first. */
function makeRoomIn(held: Map<string, unknown> | Set<string>, max: number): void {
  if (held.size < max) return;
  const oldest = held.keys().next();
  if (!oldest.done) held.delete(oldest.value);
}
